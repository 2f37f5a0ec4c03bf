package dev.hearth.driver.kernel;

import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Status.ExecutionState;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Makes the messages of one kernel, in one incarnation, and brings them into one order: text that
 * was printed before another message stands before it. The monitor guards all state; all threads of
 * a kernel publish here, those of its cells included.
 */
final class Publisher {
  private final Outbox outbox;
  private final String session;
  private final String user;
  private final StreamBuffer text;
  private boolean closed;

  /**
   * @param session of all headers: the kernel's, new with each restart
   * @param timer on which text is flushed that no further message pushes out
   */
  Publisher(Outbox outbox, String session, String user, ScheduledExecutorService timer) {
    this.outbox = outbox;
    this.session = session;
    this.user = user;
    this.text = new StreamBuffer(this, timer, this::sendText);
  }

  /** Publishes on iopub. */
  void broadcast(ByteBuffer origin, Content content) {
    publish(origin, Channel.IOPUB, content);
  }

  void status(ByteBuffer origin, ExecutionState state) {
    broadcast(origin, new Status(state));
  }

  /**
   * @param origin the header of the request that caused the message, or {@code {}}
   */
  void publish(ByteBuffer origin, Channel channel, Content content) {
    publish(origin, channel, content, Map.of(), List.of());
  }

  /**
   * @param metadata of the message
   * @param buffers the message's binary parts
   */
  synchronized void publish(
      ByteBuffer origin,
      Channel channel,
      Content content,
      Map<String, Object> metadata,
      List<ByteBuffer> buffers) {
    if (!closed) {
      text.flush();
      outbox.append(frame(origin, channel, content, metadata, buffers));
    }
  }

  /**
   * Text that a cell printed. Never held back for long, see {@link StreamBuffer}.
   *
   * @return whether it was taken; not if this incarnation is over
   */
  synchronized boolean print(ByteBuffer origin, Stream.Name stream, String printed) {
    if (closed) {
      return false;
    }
    text.add(origin, stream, printed);
    return true;
  }

  /** Does something at a moment when no thread is in the middle of publishing. */
  synchronized void whileQuiet(Runnable action) {
    action.run();
  }

  /** From now on, nothing that this incarnation says is heard. */
  synchronized void close() {
    text.flush();
    closed = true;
  }

  private void sendText(ByteBuffer origin, Stream stream) {
    outbox.appendStream(
        frame(origin, Channel.IOPUB, stream, Map.of(), List.of()),
        missing ->
            frame(
                origin,
                Channel.IOPUB,
                new Stream(Stream.Name.STDERR, notice(missing)),
                Map.of(),
                List.of()));
  }

  private static String notice(long missing) {
    return "\n[Hearth] "
        + missing
        + " pieces of printed text are missing here: the gateway did not take them in time, and the"
        + " session's disk space for waiting output was used up. Print less, or write to a file.\n";
  }

  private byte[] frame(
      ByteBuffer origin,
      Channel channel,
      Content content,
      Map<String, Object> metadata,
      List<ByteBuffer> buffers) {
    if (!TooLarge.isSurely(content)) {
      byte[] frame = encoded(origin, channel, content, metadata, buffers);
      if (frame.length <= TooLarge.MOST_BYTES) {
        return frame;
      }
    }
    return encoded(origin, channel, TooLarge.replacement(content), Map.of(), List.of());
  }

  private byte[] encoded(
      ByteBuffer origin,
      Channel channel,
      Content content,
      Map<String, Object> metadata,
      List<ByteBuffer> buffers) {
    Header header = Header.of(content.msgType(), session, user);
    return V1Frame.encode(
        new MessageParts(
            channel,
            ByteBuffer.wrap(Json.write(header)),
            origin,
            metadata.isEmpty() ? MessageParts.emptyObject() : ByteBuffer.wrap(Json.write(metadata)),
            content.toJson(),
            buffers));
  }
}
