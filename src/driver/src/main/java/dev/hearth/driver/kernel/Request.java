package dev.hearth.driver.kernel;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client's request.
 *
 * @param origin its header as it came, the parent of all that it causes
 * @param metadata of a comm's message; that of others is not read
 * @param buffers of a comm's message; others have none
 * @param content what it asks for; if that could not be understood, the reply that says so
 */
record Request(
    Channel channel,
    Header header,
    ByteBuffer origin,
    Content content,
    Map<String, Object> metadata,
    List<ByteBuffer> buffers) {

  /** Every message that a request causes repeats its header. */
  private static final int MOST_HEADER_BYTES = 64 << 10;

  /**
   * Keeps nothing of the frame that the parts are views of.
   *
   * @throws MalformedMessageException if there is no answering it: its header is none, or huge
   */
  static Request of(MessageParts parts) {
    if (parts.header().remaining() > MOST_HEADER_BYTES) {
      throw new MalformedMessageException("a header of more than " + MOST_HEADER_BYTES + " bytes");
    }
    Header header = parts.parseHeader();
    ByteBuffer origin = copied(parts.header());
    Content content;
    Map<String, Object> metadata = Map.of();
    try {
      content = Content.parse(header.msgType(), parts.content());
      if (content instanceof Comm) {
        metadata = Json.members(parts.metadata(), "metadata");
      }
    } catch (MalformedMessageException e) {
      content = new FailedReply(reply(header), "MalformedMessage", e.getMessage(), List.of());
    }
    List<ByteBuffer> buffers =
        content instanceof Comm
            ? parts.buffers().stream().map(Request::copied).toList()
            : List.of();
    return new Request(parts.channel(), header, origin, content, metadata, buffers);
  }

  private static ByteBuffer copied(ByteBuffer view) {
    return ByteBuffer.allocate(view.remaining()).put(view.duplicate()).flip();
  }

  /** Whether it must keep its place among the cells; all else is answered at once. */
  boolean takesTurn() {
    return header.msgType().equals(Execute.Request.TYPE)
        || content instanceof Comm && !(content instanceof Comm.InfoRequest);
  }

  private static String reply(Header header) {
    return header.msgType().replaceFirst("_request$", "_reply");
  }

  /** The type of the reply, if its sender waits for one. */
  Optional<String> replyType() {
    return header.msgType().endsWith("_request") ? Optional.of(reply(header)) : Optional.empty();
  }
}
