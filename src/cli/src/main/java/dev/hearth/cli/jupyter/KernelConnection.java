package dev.hearth.cli.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.cli.Failure;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Talks to one kernel and outlives broken connections: it dials again with the same session id,
 * asks for what came after the last message that it saw ({@code after=}), and drops what it has
 * seen already. Used by one thread.
 */
public final class KernelConnection implements AutoCloseable {
  /** A gateway that restarts is back well within this. */
  private static final Duration GIVE_UP = Duration.ofMinutes(3);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  /** More than a server would send again, and no burden. */
  private static final int REMEMBERED = 20_000;

  private final HttpClient client;
  private final Supplier<GatewayAddress> gateway;
  private final String kernelId;
  private final Consumer<String> notice;
  private final String sessionId = UUID.randomUUID().toString();
  private final Set<String> seen = Collections.newSetFromMap(new Recent());

  private String lastSeen = "";
  private ChannelsSocket socket;

  /**
   * Connects.
   *
   * @param gateway asked before each dial, since a restarted gateway may be elsewhere
   * @param notice told, in a sentence for the user, when the connection is lost and when it is back
   * @throws Failure if there is no such kernel, or no gateway
   */
  public KernelConnection(
      HttpClient client, Supplier<GatewayAddress> gateway, String kernelId, Consumer<String> notice)
      throws InterruptedException {
    this.client = client;
    this.gateway = gateway;
    this.kernelId = kernelId;
    this.notice = notice;
    this.socket = dialUntil(System.nanoTime() + GIVE_UP.toNanos());
  }

  /**
   * Sends an execute_request.
   *
   * @param messageId of ours; the same again if it has to be sent again
   * @param cellId Jupyter's, for the kernel's use
   */
  public void execute(String messageId, String code, String cellId) {
    ObjectNode content = Json.mapper().createObjectNode();
    content.put("code", code).put("silent", false).put("store_history", true);
    content.putObject("user_expressions");
    content.put("allow_stdin", false).put("stop_on_error", true);
    ObjectNode metadata = Json.mapper().createObjectNode().put("cellId", cellId);
    send(messageId, "execute_request", metadata, content);
  }

  private void send(String messageId, String type, JsonNode metadata, JsonNode content) {
    Header fresh = Header.of(type, sessionId, System.getProperty("user.name", ""));
    Header header =
        new Header(
            messageId,
            fresh.session(),
            fresh.username(),
            fresh.date(),
            fresh.msgType(),
            fresh.version(),
            null);
    try {
      socket.send(KernelMessage.encode(Channel.SHELL, header, metadata, content));
    } catch (IOException e) {
      // The socket is at its end; next() finds that out, reconnects and says so.
      notice.accept("The connection to the gateway broke while sending.");
    }
  }

  /**
   * The next event; reconnects if need be, for which it may take longer than asked.
   *
   * @throws Failure when the kernel is gone, or no connection can be had for long
   */
  public KernelEvent next(Duration wait) throws InterruptedException {
    try {
      long deadline = System.nanoTime() + wait.toNanos();
      while (true) {
        ByteBuffer frame = socket.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (frame == null) {
          return new KernelEvent.Quiet();
        }
        KernelMessage message = KernelMessage.parse(frame);
        String id = message.header().msgId();
        if (id.isEmpty() || seen.add(id)) {
          lastSeen = id.isEmpty() ? lastSeen : id;
          return new KernelEvent.Received(message);
        }
      }
    } catch (IOException e) {
      reconnect(e.getMessage());
      return new KernelEvent.Reconnected();
    }
  }

  /** Whether {@link #next} has something at hand. */
  public boolean hasNext() {
    return socket.hasNext();
  }

  private void reconnect(String reason) throws InterruptedException {
    socket.close();
    notice.accept("Lost the connection to the gateway (" + reason + "); trying again.");
    socket = dialUntil(System.nanoTime() + GIVE_UP.toNanos());
    notice.accept("Connected again; going on where it broke.");
  }

  private ChannelsSocket dialUntil(long deadline) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      GatewayAddress address = gateway.get();
      try {
        return new ChannelsSocket(client, address, path(), V1Frame.SUBPROTOCOL);
      } catch (ChannelsSocket.Refused e) {
        if (e.status() == 404) {
          throw Failure.environment(
              "the kernel is gone: the gateway knows it no more",
              "Somebody deleted it, or its session was ended. Run the notebook again.");
        }
        if ((e.status() == 401 || e.status() == 403) && System.nanoTime() > deadline) {
          throw Failure.environment(
              "the gateway at " + address + " does not accept the token any more",
              "Pass the new one with --token or HEARTH_TOKEN.");
        }
        giveUpAfter(deadline, address, e);
      } catch (IOException e) {
        giveUpAfter(deadline, address, e);
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private static void giveUpAfter(long deadline, GatewayAddress address, IOException e) {
    if (System.nanoTime() > deadline) {
      throw Failure.environment(
          "the gateway at "
              + address
              + " could not be reached for "
              + GIVE_UP.toMinutes()
              + " minutes ("
              + e.getMessage()
              + ")",
          "Is it still running? What its cells printed since is kept there.",
          e);
    }
  }

  private String path() {
    String path = "/api/kernels/" + kernelId + "/channels?session_id=" + sessionId;
    return lastSeen.isEmpty()
        ? path
        : path
            + "&after="
            + java.net.URLEncoder.encode(lastSeen, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.close();
  }

  /** The newest keys. */
  private static final class Recent extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
