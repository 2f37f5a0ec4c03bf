package dev.hearth.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An item of a journal: a message, or the announcement that some are missing.
 *
 * @param number in the journal
 * @param missing how many messages up to this number were dropped; absent for a message
 * @param at when it was appended, epoch milliseconds
 * @param content JSON as the other parts; text where a kernel sent something else
 * @param buffers the binary attachments, in base64
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JournalMessage(
    long number,
    Long missing,
    Long at,
    String channel,
    JsonNode header,
    JsonNode parentHeader,
    JsonNode metadata,
    JsonNode content,
    List<byte[]> buffers) {

  static JournalMessage of(JournalItem item) {
    if (item instanceof JournalItem.Entry entry) {
      return of(entry);
    }
    long missing = ((JournalItem.Gap) item).count();
    return new JournalMessage(item.number(), missing, null, null, null, null, null, null, null);
  }

  private static JournalMessage of(JournalItem.Entry entry) {
    MessageParts message = V1Frame.parse(entry.frame());
    return new JournalMessage(
        entry.number(),
        null,
        entry.atMillis(),
        message.channel().wireName(),
        json(message.header(), "header"),
        json(message.parentHeader(), "parent_header"),
        json(message.metadata(), "metadata"),
        json(message.content(), "content"),
        message.buffers().stream().map(JournalMessage::bytes).toList());
  }

  /** What a kernel sent that is no JSON Hearth reads is told as text, and hides nothing else. */
  private static JsonNode json(ByteBuffer part, String name) {
    if (MessageParts.isNothing(part)) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      return Json.tree(part, name);
    } catch (MalformedMessageException e) {
      return TextNode.valueOf(StandardCharsets.UTF_8.decode(part.duplicate()).toString());
    }
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
