package dev.hearth.cli.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A message of a kernel, read. */
public record KernelMessage(Channel channel, Header header, Header parent, JsonNode content) {

  /**
   * @throws dev.hearth.protocol.MalformedMessageException if it is none
   */
  static KernelMessage parse(ByteBuffer frame) {
    MessageParts parts = V1Frame.parse(frame);
    return new KernelMessage(
        parts.channel(),
        parts.parseHeader(),
        parts.parseParentHeader(),
        Json.tree(parts.content(), "content"));
  }

  /** A request of ours, ready to be sent. */
  static byte[] encode(Channel channel, Header header, JsonNode metadata, JsonNode content) {
    return V1Frame.encode(
        new MessageParts(
            channel,
            ByteBuffer.wrap(Json.write(header)),
            ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)),
            ByteBuffer.wrap(Json.write(metadata)),
            ByteBuffer.wrap(Json.write(content)),
            List.of()));
  }

  public String type() {
    return header.msgType();
  }

  /** Whether it belongs to the request of that id. */
  public boolean answers(String requestId) {
    return parent.msgId().equals(requestId);
  }
}
