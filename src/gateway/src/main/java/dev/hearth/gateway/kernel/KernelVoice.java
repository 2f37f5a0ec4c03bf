package dev.hearth.gateway.kernel;

import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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
   * @param parentHeader the header of the causing request, byte for byte
   * @param content anything that {@link Json} writes as an object
   */
  public ByteBuffer message(Channel channel, String type, ByteBuffer parentHeader, Object content) {
    return message(channel, type, parentHeader, content, List.of());
  }

  public ByteBuffer message(
      Channel channel,
      String type,
      ByteBuffer parentHeader,
      Object content,
      List<ByteBuffer> buffers) {
    byte[] header = Json.write(Header.of(type, session, USERNAME));
    return ByteBuffer.wrap(
        V1Frame.encode(
            new MessageParts(
                channel,
                ByteBuffer.wrap(header),
                parentHeader,
                NO_METADATA,
                ByteBuffer.wrap(Json.write(content)),
                buffers)));
  }

  public ByteBuffer status(ExecutionState state, ByteBuffer parentHeader) {
    return message(
        Channel.IOPUB, "status", parentHeader, Map.of("execution_state", state.wireName()));
  }

  /**
   * @param name {@code stdout} or {@code stderr}
   */
  public ByteBuffer stream(String name, String text, ByteBuffer parentHeader) {
    return message(Channel.IOPUB, "stream", parentHeader, Map.of("name", name, "text", text));
  }
}
