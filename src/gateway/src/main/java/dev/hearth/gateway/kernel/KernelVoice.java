package dev.hearth.gateway.kernel;

import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes messages in the name of a kernel, as v1 frames. What the gateway adds to a kernel's output
 * must carry the kernel's own session: JupyterLab drops queued messages when {@code header.session}
 * changes from one to the next.
 *
 * @param session the kernel's session id
 */
public record KernelVoice(String session) {
  /** The parent header of a message that no request has caused. */
  public static final ByteBuffer NO_PARENT =
      ByteBuffer.wrap("{}".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private static final ByteBuffer NO_METADATA = NO_PARENT;
  private static final String USERNAME = "kernel";

  /**
   * @param parentHeader the header of the causing request, byte for byte, or {@link #NO_PARENT}
   */
  public ByteBuffer say(Channel channel, Content content, ByteBuffer parentHeader) {
    return say(channel, content, parentHeader, List.of());
  }

  public ByteBuffer say(
      Channel channel, Content content, ByteBuffer parentHeader, List<ByteBuffer> buffers) {
    byte[] header = Json.write(Header.of(content.msgType(), session, USERNAME));
    return ByteBuffer.wrap(
        V1Frame.encode(
            new MessageParts(
                channel,
                ByteBuffer.wrap(header),
                parentHeader,
                NO_METADATA,
                content.toJson(),
                buffers)));
  }

  public ByteBuffer status(ExecutionState state, ByteBuffer parentHeader) {
    return say(
        Channel.IOPUB, new Status(Status.ExecutionState.valueOf(state.name())), parentHeader);
  }

  public ByteBuffer stderr(String text, ByteBuffer parentHeader) {
    return say(Channel.IOPUB, new Stream(Stream.Name.STDERR, text), parentHeader);
  }
}
