package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;

/** A message of a kernel, read. */
public record KernelMessage(Channel channel, Header header, Header parent, JsonNode content) {

  /**
   * @throws dev.hearth.protocol.MalformedMessageException if it is none
   */
  public static KernelMessage of(MessageParts parts) {
    return new KernelMessage(
        parts.channel(),
        parts.parseHeader(),
        parts.parseParentHeader(),
        Json.tree(parts.content(), "content"));
  }

  public String type() {
    return header.msgType();
  }

  /** Whether it belongs to the request of that id. */
  public boolean answers(String requestId) {
    return parent.msgId().equals(requestId);
  }
}
