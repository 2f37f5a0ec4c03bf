package dev.hearth.protocol.message;

import dev.hearth.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private static final ByteBuffer NULL =
      ByteBuffer.wrap("null".getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();

  public MessageParts {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(parentHeader, "parentHeader");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(content, "content");
    buffers = List.copyOf(buffers);
  }

  /** The JSON of a part that holds nothing. */
  public static ByteBuffer emptyObject() {
    return ByteBuffer.wrap(EMPTY_OBJECT);
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
    return isNothing(parentHeader)
        ? Header.NONE
        : Json.read(parentHeader, Header.class, "parent_header");
  }

  /**
   * What routing needs of the header.
   *
   * @throws MalformedMessageException if it is not a JSON object, up to where the peek stops
   */
  public HeaderPeek peekHeader() {
    return HeaderPeek.of(header, "header");
  }

  /**
   * What routing needs of the parent header; {@link HeaderPeek#NONE} when there is none.
   *
   * @throws MalformedMessageException if it is not a JSON object, up to where the peek stops
   */
  public HeaderPeek peekParentHeader() {
    return isNothing(parentHeader) ? HeaderPeek.NONE : HeaderPeek.of(parentHeader, "parent_header");
  }

  /** Whether a part is left empty, or {@code null} as some clients write for no parent. */
  public static boolean isNothing(ByteBuffer part) {
    return part.remaining() == 0 || part.remaining() == NULL.remaining() && part.equals(NULL);
  }
}
