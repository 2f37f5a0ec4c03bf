package dev.hearth.client;

import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.MessageParts;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A kernel's channels, which outlive broken connections: dials again with the same session id, asks
 * for what came after the last message that it saw ({@code after=}), drops what it has seen
 * already, and sends again what nothing has answered yet, which the gateway takes once.
 *
 * <p>One thread calls {@link #next}, and one {@link #send}, which may be another; the monitor
 * guards what is not answered.
 */
public final class KernelChannels implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KernelChannels.class.getName());

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  /** A connection that breaks sooner is not worth another one at once. */
  private static final Duration HASTE = Duration.ofMillis(500);

  /** How long a token that is refused may take to be replaced. */
  private static final Duration NEW_TOKEN = Duration.ofSeconds(60);

  /** More than a server would send again, and no burden. */
  private static final int REMEMBERED = 20_000;

  /** As many as a URL may carry, and more than a kernel has clients. */
  private static final int MOST_OWNERS = 64;

  private final HttpClient client;
  private final Supplier<GatewayAddress> gateway;
  private final String kernelId;
  private final Duration patience;
  private final Watcher watcher;
  private final String sessionId = UUID.randomUUID().toString();
  private final Set<String> seen = Collections.newSetFromMap(new Recent());
  private final Map<String, byte[]> unanswered = new LinkedHashMap<>();

  /** Sessions in the headers of what was sent, which may be those of other programs' clients. */
  private final Set<String> owners = new LinkedHashSet<>();

  /** What nothing answers, and what could not be sent. */
  private final List<byte[]> unsent = new ArrayList<>();

  private String lastSeen = "";
  private volatile ChannelsSocket socket;
  private volatile boolean closed;

  /**
   * Connects.
   *
   * @param gateway asked before each dial, since a restarted gateway may be elsewhere
   * @param patience how long no gateway may answer
   * @param watcher told when the connection is lost and when it is back
   * @throws Failure if there is no such kernel, or no gateway
   */
  public KernelChannels(
      HttpClient client,
      Supplier<GatewayAddress> gateway,
      String kernelId,
      Duration patience,
      Watcher watcher)
      throws InterruptedException {
    this.client = client;
    this.gateway = gateway;
    this.kernelId = kernelId;
    this.patience = patience;
    this.watcher = watcher;
    this.socket = dial();
  }

  /** Of this client, in the headers of its requests. */
  public String sessionId() {
    return sessionId;
  }

  /** Told of broken connections, by the thread that calls {@link #next}. */
  public interface Watcher {

    /**
     * It broke; another one is tried until the patience is over.
     *
     * @param reason e.g. {@code closed with code 1012: gateway restarts}
     */
    void lost(String reason);

    /** There is a new one, and nothing is missing. */
    void back();
  }

  /** What {@link #next} has to tell. */
  public sealed interface Event {

    /** The kernel said something. */
    record Received(MessageParts message) implements Event {}

    /** The connection had broken and is back; nothing is lost. */
    record Reconnected() implements Event {}

    /** Nothing came in the given time. */
    record Quiet() implements Event {}
  }

  /**
   * Sends a message.
   *
   * @param id its msg_id
   * @param expectsAnswer whether the kernel will say something that has it as parent; until then it
   *     is kept, and sent again on a new connection
   */
  public void send(String id, MessageParts message, boolean expectsAnswer) {
    byte[] frame = V1Frame.encode(message);
    synchronized (unanswered) {
      String owner = message.peekHeader().session();
      owners.remove(owner); // and to the end, where the newest are
      owners.add(owner);
      if (expectsAnswer) {
        unanswered.put(id, frame);
      }
      try {
        socket.send(frame);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the socket is at its end, which next() finds out as well", e);
        if (!expectsAnswer) {
          unsent.add(frame);
        }
      }
    }
  }

  /**
   * The next event; reconnects if need be, for which it may take longer than asked.
   *
   * @throws Failure when the kernel is gone, or no connection can be had for long
   */
  public Event next(Duration wait) throws InterruptedException {
    try {
      long deadline = System.nanoTime() + wait.toNanos();
      while (true) {
        ByteBuffer frame = socket.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (frame == null) {
          return new Event.Quiet();
        }
        MessageParts message = V1Frame.parse(frame);
        String id = message.peekHeader().msgId();
        if (id.isEmpty() || seen.add(id)) {
          lastSeen = id.isEmpty() ? lastSeen : id;
          answered(message.peekParentHeader().msgId());
          return new Event.Received(message);
        }
      }
    } catch (IOException e) {
      if (closed) {
        return new Event.Quiet();
      }
      reconnect(e.getMessage());
      return new Event.Reconnected();
    }
  }

  /** Whether {@link #next} has something at hand. */
  public boolean hasNext() {
    return socket.hasNext();
  }

  private void answered(String request) {
    synchronized (unanswered) {
      unanswered.remove(request);
    }
  }

  private void reconnect(String reason) throws InterruptedException {
    socket.close();
    if (socket.endedWithin(HASTE)) {
      TimeUnit.NANOSECONDS.sleep(LONGEST_PAUSE.toNanos()); // a server that accepts and then refuses
    }
    watcher.lost(reason);
    ChannelsSocket fresh = dial();
    synchronized (unanswered) {
      socket = fresh;
      try {
        for (byte[] frame : List.copyOf(unanswered.values())) {
          fresh.send(frame);
        }
        while (!unsent.isEmpty()) {
          fresh.send(unsent.get(0));
          unsent.remove(0);
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "broken again, which next() finds out as well", e);
      }
    }
    watcher.back();
  }

  private ChannelsSocket dial() throws InterruptedException {
    long began = System.nanoTime();
    long deadline = began + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    GatewayAddress address = null;
    while (true) {
      try {
        address = gateway.get();
        return new ChannelsSocket(client, address, path(), V1Frame.SUBPROTOCOL);
      } catch (ChannelsSocket.Refused e) {
        if (e.status() == 404) {
          throw Failure.environment(
              "the kernel is gone: the gateway knows it no more",
              "Somebody deleted it, or its session was ended. Start it again.");
        }
        boolean refused = e.status() == 401 || e.status() == 403;
        if (refused && System.nanoTime() > Math.min(deadline, began + NEW_TOKEN.toNanos())) {
          throw Failure.environment(
              "the gateway at " + address + " does not accept the token any more",
              "Give the new one: --token, HEARTH_TOKEN or HEARTH_TOKEN_FILE.");
        }
        giveUpAfter(deadline, address, e);
      } catch (IOException e) {
        giveUpAfter(deadline, address, e);
      } catch (Failure e) {
        if (address == null || closed || System.nanoTime() > deadline) {
          throw e; // else a file that is being replaced just now
        }
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private void giveUpAfter(long deadline, GatewayAddress address, IOException e) {
    if (closed || System.nanoTime() > deadline) {
      throw Failure.environment(
          "the gateway at "
              + address
              + " could not be reached for "
              + patience.toSeconds()
              + " s ("
              + e.getMessage()
              + ")",
          "Is it still running? What its cells printed since is kept there.",
          e);
    }
  }

  private String path() {
    StringBuilder path =
        new StringBuilder("/api/kernels/" + kernelId + "/channels?session_id=" + sessionId);
    if (!lastSeen.isEmpty()) {
      path.append("&after=").append(encoded(lastSeen));
    }
    synchronized (unanswered) {
      owners.stream()
          .skip(Math.max(0, owners.size() - MOST_OWNERS))
          .filter(owner -> !owner.isEmpty() && !owner.equals(sessionId))
          .forEach(owner -> path.append("&owner=").append(encoded(owner)));
    }
    return path.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed = true;
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
