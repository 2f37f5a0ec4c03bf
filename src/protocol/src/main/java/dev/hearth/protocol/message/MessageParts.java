package dev.hearth.protocol.message;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A message whose parts are still the bytes they came as: the form in which Hearth routes. The
 * buffers are views; whoever reads one must not move its position ({@link ByteBuffer#duplicate}).
 *
 * @param header JSON
 * @param parentHeader JSON; {@code {}} when there is none
 * @param metadata JSON
 * @param content JSON
 * @param buffers the binary attachments
 */
public record MessageParts(
    Channel channel,
    ByteBuffer header,
    ByteBuffer parentHeader,
    ByteBuffer metadata,
    ByteBuffer content,
    List<ByteBuffer> buffers) {

  public MessageParts {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(parentHeader, "parentHeader");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(content, "content");
    buffers = List.copyOf(buffers);
  }

  /** The parsed header. */
  public Header parseHeader() {
    return Json.read(header, Header.class, "header");
  }

  /** The parsed parent header; all its fields are empty when there is none. */
  public Header parseParentHeader() {
    return Json.read(parentHeader, Header.class, "parent_header");
  }
}
