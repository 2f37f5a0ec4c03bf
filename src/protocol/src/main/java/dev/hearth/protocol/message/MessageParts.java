package dev.hearth.protocol.message;

import dev.hearth.protocol.MalformedMessageException;
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

  private static final byte[] NOTHING = {'{', '}'};

  public MessageParts {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(parentHeader, "parentHeader");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(content, "content");
    buffers = List.copyOf(buffers);
  }

  /**
   * A new message without metadata or buffers, whose parent header stays the bytes that the client
   * sent: the cheap way for the many messages that one request causes.
   *
   * @param parentHeader the header of the causing message
   */
  public static MessageParts of(
      Channel channel, Header header, ByteBuffer parentHeader, Content content) {
    return new MessageParts(
        channel,
        ByteBuffer.wrap(Json.write(header)),
        parentHeader,
        emptyObject(),
        content.toJson(),
        List.of());
  }

  /** The JSON of a part that holds nothing. */
  public static ByteBuffer emptyObject() {
    return ByteBuffer.wrap(NOTHING);
  }

  /**
   * The parsed header.
   *
   * @throws MalformedMessageException if it is not a JSON object of a header's shape
   */
  public Header parseHeader() {
    return Json.read(header, Header.class, "header");
  }

  /**
   * The parsed parent header; {@link Header#NONE} when there is none.
   *
   * @throws MalformedMessageException if it is not a JSON object of a header's shape
   */
  public Header parseParentHeader() {
    return Json.read(parentHeader, Header.class, "parent_header");
  }
}
