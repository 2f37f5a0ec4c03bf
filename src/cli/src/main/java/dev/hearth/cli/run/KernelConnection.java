package dev.hearth.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.KernelChannels;
import dev.hearth.client.KernelMessage;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs cells in one kernel, through broken connections. Used by one thread. */
final class KernelConnection implements AutoCloseable {
  /** A gateway that restarts is back well within this. */
  private static final Duration GIVE_UP = Duration.ofMinutes(3);

  private final KernelChannels channels;

  /**
   * Connects.
   *
   * @param gateway asked before each dial, since a restarted gateway may be elsewhere
   * @param notice told, in a sentence for the user, when the connection is lost and when it is back
   * @throws Failure if there is no such kernel, or no gateway
   */
  KernelConnection(
      HttpClient client, Supplier<GatewayAddress> gateway, String kernelId, Consumer<String> notice)
      throws InterruptedException {
    this.channels = new KernelChannels(client, gateway, kernelId, GIVE_UP, told(notice));
  }

  private static KernelChannels.Watcher told(Consumer<String> notice) {
    return new KernelChannels.Watcher() {
      @Override
      public void lost(String reason) {
        notice.accept("Lost the connection to the gateway (" + reason + "); trying again.");
      }

      @Override
      public void back() {
        notice.accept("Connected again; going on where it broke.");
      }
    };
  }

  /**
   * Sends an execute_request.
   *
   * @param messageId of ours; the same again if it has to be sent again
   * @param cellId Jupyter's, for the kernel's use
   */
  void execute(String messageId, String code, String cellId) {
    ObjectNode content = Json.mapper().createObjectNode();
    content.put("code", code).put("silent", false).put("store_history", true);
    content.putObject("user_expressions");
    content.put("allow_stdin", false).put("stop_on_error", true);
    ObjectNode metadata = Json.mapper().createObjectNode().put("cellId", cellId);
    Header fresh =
        Header.of("execute_request", channels.sessionId(), System.getProperty("user.name", ""));
    Header header =
        new Header(
            messageId,
            fresh.session(),
            fresh.username(),
            fresh.date(),
            fresh.msgType(),
            fresh.version(),
            null);
    channels.send(
        messageId,
        new MessageParts(
            Channel.SHELL,
            ByteBuffer.wrap(Json.write(header)),
            MessageParts.emptyObject(),
            ByteBuffer.wrap(Json.write(metadata)),
            ByteBuffer.wrap(Json.write(content)),
            List.of()),
        true);
  }

  /**
   * The next event; reconnects if need be, for which it may take longer than asked.
   *
   * @throws Failure when the kernel is gone, or no connection can be had for long
   */
  KernelEvent next(Duration wait) throws InterruptedException {
    KernelChannels.Event event = channels.next(wait);
    if (event instanceof KernelChannels.Event.Received received) {
      return new KernelEvent.Received(KernelMessage.of(received.message()));
    }
    return event instanceof KernelChannels.Event.Reconnected
        ? new KernelEvent.Reconnected()
        : new KernelEvent.Quiet();
  }

  /** Whether {@link #next} has something at hand. */
  boolean hasNext() {
    return channels.hasNext();
  }

  @Override
  public void close() {
    channels.close();
  }
}
