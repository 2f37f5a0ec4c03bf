package dev.hearth.protocol.message;

import dev.hearth.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A message with all its parts understood: what those who act on messages use, where {@link
 * MessageParts} is for those who pass them on.
 *
 * @param parent the header of the message that caused this one, or {@link Header#NONE}
 * @param metadata mostly empty
 * @param buffers the binary attachments
 */
public record Message(
    Channel channel,
    Header header,
    Header parent,
    Map<String, Object> metadata,
    Content content,
    List<ByteBuffer> buffers) {

  public Message {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(parent, "parent");
    metadata = Immutable.map(metadata);
    Objects.requireNonNull(content, "content");
    buffers = List.copyOf(buffers);
  }

  /** A new message that nothing caused. */
  public static Message of(Channel channel, String session, String username, Content content) {
    return answering(Header.NONE, channel, session, username, content);
  }

  /**
   * A new message that another one caused.
   *
   * @param parent that one's header
   * @param session of the sender: of the kernel for what a kernel sends
   */
  public static Message answering(
      Header parent, Channel channel, String session, String username, Content content) {
    Header header = Header.of(content.msgType(), session, username);
    return new Message(channel, header, parent, Map.of(), content, List.of());
  }

  /**
   * Reads all parts; the content by the header's type, see {@link Content#parse}.
   *
   * @throws MalformedMessageException if a part is not the JSON that it must be
   */
  public static Message parse(MessageParts parts) {
    Header header = parts.parseHeader();
    return new Message(
        parts.channel(),
        header,
        parts.parseParentHeader(),
        Json.members(parts.metadata(), "metadata"),
        Content.parse(header.msgType(), parts.content()),
        parts.buffers());
  }

  /** The same message as bytes, to be framed. */
  public MessageParts toParts() {
    return new MessageParts(
        channel,
        ByteBuffer.wrap(Json.write(header)),
        parent.equals(Header.NONE)
            ? MessageParts.emptyObject()
            : ByteBuffer.wrap(Json.write(parent)),
        metadata.isEmpty() ? MessageParts.emptyObject() : ByteBuffer.wrap(Json.write(metadata)),
        content.toJson(),
        buffers);
  }
}
