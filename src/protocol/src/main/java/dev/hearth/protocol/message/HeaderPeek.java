package dev.hearth.protocol.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hearth.protocol.MalformedMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The three fields of a header by which messages are routed; each is empty where it is absent.
 * Reading stops at the third, so what stands behind it is not checked.
 */
public record HeaderPeek(String msgId, String msgType, String session) {

  /** Of a message without a parent. */
  public static final HeaderPeek NONE = new HeaderPeek("", "", "");

  private static final int FIELDS = 3;

  static HeaderPeek of(ByteBuffer header, String part) {
    return Json.scan(header, part, parser -> scan(parser, part));
  }

  private static HeaderPeek scan(JsonParser parser, String part) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedMessageException(part + " is not a JSON object");
    }
    String msgId = "";
    String msgType = "";
    String session = "";
    int found = 0;
    while (found < FIELDS && parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "msg_id":
          msgId = text(parser, part, name);
          found++;
          break;
        case "msg_type":
          msgType = text(parser, part, name);
          found++;
          break;
        case "session":
          session = text(parser, part, name);
          found++;
          break;
        default:
          parser.skipChildren();
      }
    }
    return new HeaderPeek(msgId, msgType, session);
  }

  private static String text(JsonParser parser, String part, String name) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING:
        return parser.getText();
      case VALUE_NULL:
        return "";
      default:
        throw new MalformedMessageException(part + "." + name + " is not a string");
    }
  }
}
