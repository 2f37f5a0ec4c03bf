package dev.hearth.driver.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Json;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Makes JSON of what user code shows. Its texts may hold what cannot stand in UTF-8, half a
 * surrogate pair; that becomes U+FFFD.
 */
final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The content's JSON. Costs nothing extra unless there is something to repair. */
  static ByteBuffer json(Content content) {
    try {
      return content.toJson();
    } catch (UncheckedIOException e) {
      return ByteBuffer.wrap(Json.write(repaired(Json.mapper().valueToTree(content))));
    }
  }

  private static JsonNode repaired(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(repaired(node.textValue()));
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        member.setValue(repaired(member.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, repaired(array.get(i)));
      }
    }
    return node;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isLoneSurrogate(point) ? REPLACEMENT : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** A pair would have come as one code point. */
  private static boolean isLoneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
