package dev.hearth.protocol.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Finds the parts of a message in its JSON object, as slices of the object's bytes. Keys come in
 * any order; of a key that comes twice the last counts.
 */
final class LegacyEnvelope {
  private static final String NAME = "legacy frame";

  private final ByteBuffer json;
  private Channel channel = Channel.SHELL;
  private ByteBuffer header;
  private ByteBuffer parentHeader = MessageParts.emptyObject();
  private ByteBuffer metadata = MessageParts.emptyObject();
  private ByteBuffer content = MessageParts.emptyObject();

  private LegacyEnvelope(ByteBuffer json) {
    this.json = json;
  }

  static MessageParts parse(ByteBuffer json, List<ByteBuffer> buffers) {
    ByteBuffer bytes = json.slice();
    return Json.scan(bytes, NAME, parser -> new LegacyEnvelope(bytes).scan(parser, buffers));
  }

  private MessageParts scan(JsonParser parser, List<ByteBuffer> buffers) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedMessageException(NAME + " is not a JSON object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      // Several clients write null where there is nothing.
      if (value != JsonToken.VALUE_NULL) {
        member(name, value, parser);
      }
    }
    if (parser.nextToken() != null) {
      throw new MalformedMessageException(NAME + " goes on after its JSON object");
    }
    if (header == null) {
      throw new MalformedMessageException(NAME + " lacks header");
    }
    return new MessageParts(channel, header, parentHeader, metadata, content, buffers);
  }

  private void member(String name, JsonToken value, JsonParser parser) throws IOException {
    switch (name) {
      case "channel":
        expect(value == JsonToken.VALUE_STRING, name, "a string");
        channel = Channel.ofWireName(parser.getText());
        break;
      case "header":
        header = object(name, parser);
        break;
      case "parent_header":
        parentHeader = object(name, parser);
        break;
      case "metadata":
        metadata = object(name, parser);
        break;
      case "content":
        content = object(name, parser);
        break;
      case "buffers":
        // Rather than lose them: JSON has no place for bytes.
        expect(
            value == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.END_ARRAY,
            name,
            "an empty array; buffers come in a binary frame");
        break;
      default:
        parser.skipChildren();
    }
  }

  private ByteBuffer object(String name, JsonParser parser) throws IOException {
    expect(parser.currentToken() == JsonToken.START_OBJECT, name, "a JSON object");
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return json.slice(start, end - start);
  }

  private static void expect(boolean fulfilled, String name, String what) {
    if (!fulfilled) {
      throw new MalformedMessageException(NAME + ": " + name + " is not " + what);
    }
  }
}
