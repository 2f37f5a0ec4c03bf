package dev.hearth.cli.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * The text form of notebooks, as Jupyter's nbformat writes it, so that a version control system
 * sees no difference where there is none: keys sorted, one space per level, and long texts as one
 * string per line. In memory texts are whole.
 */
final class NotebookJson {
  private static final Set<String> LINES = Set.of("application/javascript", "image/svg+xml");

  /** Deeper notebooks are refused; what kernels send is far from it. */
  static final int MAX_DEPTH = 500;

  /** Numbers of more digits are refused: reading one takes time by the square of its length. */
  static final int MAX_NUMBER_LENGTH = 4_300; // as Python does

  /** At which nbformat begins a new string: Python's {@code splitlines}, but for CR LF. */
  private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          // Python's json writes these bare.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(new PythonPrinter()).with(new PythonEscapes());

  private NotebookJson() {}

  /** Of an empty text a missing node. */
  static JsonNode read(String text) throws IOException {
    try (JsonParser in = MAPPER.createParser(text)) {
      if (in.nextToken() == null) {
        return NODES.missingNode();
      }
      JsonNode root = value(in);
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "There is more after the end");
      }
      return root;
    }
  }

  private static JsonNode value(JsonParser in) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT:
        ObjectNode object = NODES.objectNode();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          object.set(name, value(in));
        }
        return object;
      case START_ARRAY:
        ArrayNode array = NODES.arrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(in));
        }
        return array;
      case VALUE_NUMBER_FLOAT:
        // As it is written: a number that nobody touched keeps its digits, sign and exponent.
        return in.isNaN()
            ? NODES.numberNode(in.getDoubleValue())
            : NODES.rawValueNode(new RawValue(in.getText()));
      case VALUE_NUMBER_INT:
        return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? NODES.numberNode(in.getBigIntegerValue())
            : in.getNumberType() == JsonParser.NumberType.LONG
                ? NODES.numberNode(in.getLongValue())
                : NODES.numberNode(in.getIntValue());
      case VALUE_TRUE:
      case VALUE_FALSE:
        return NODES.booleanNode(in.getBooleanValue());
      case VALUE_NULL:
        return NODES.nullNode();
      default:
        return NODES.textNode(in.getText());
    }
  }

  static byte[] write(ObjectNode notebook) throws JsonProcessingException {
    ObjectNode copy = notebook.deepCopy();
    copy.path("cells").forEach(cell -> splitCell((ObjectNode) cell));
    String text = WRITER.writeValueAsString(sorted(copy));
    return (escapeHalves(text) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Halves of characters have no UTF-8; only strings hold any. */
  private static String escapeHalves(String json) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            c -> {
              if (Character.getType(c) == Character.SURROGATE) {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** Makes one string of every text that is a list of lines. */
  static void joinLines(ObjectNode notebook) {
    for (JsonNode cell : notebook.path("cells")) {
      join((ObjectNode) cell, "source");
      for (JsonNode output : cell.path("outputs")) {
        if (output instanceof ObjectNode object) {
          join(object, "text");
          if (object.path("data") instanceof ObjectNode data) {
            data.fieldNames().forEachRemaining(mime -> joinText(data, mime));
          }
        }
      }
    }
  }

  private static void joinText(ObjectNode data, String mime) {
    if (!isJson(mime)) {
      join(data, mime);
    }
  }

  private static void join(ObjectNode object, String field) {
    if (object.path(field) instanceof ArrayNode lines && isText(lines)) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(line.asText()));
      object.put(field, text.toString());
    }
  }

  /** Whether it is a list of strings and nothing else. */
  static boolean isText(ArrayNode lines) {
    for (JsonNode line : lines) {
      if (!line.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static void splitCell(ObjectNode cell) {
    split(cell, "source");
    for (JsonNode output : cell.path("outputs")) {
      if (output instanceof ObjectNode object) {
        split(object, "text");
        if (object.path("data") instanceof ObjectNode data) {
          data.fieldNames().forEachRemaining(mime -> splitText(data, mime));
        }
      }
    }
  }

  private static void splitText(ObjectNode data, String mime) {
    if (mime.startsWith("text/") || LINES.contains(mime)) {
      split(data, mime);
    }
  }

  private static void split(ObjectNode object, String field) {
    JsonNode value = object.path(field);
    if (value.isTextual()) {
      String text = value.asText();
      ArrayNode lines = object.putArray(field);
      int from = 0;
      while (from < text.length()) {
        int next = endOfLine(text, from);
        lines.add(text.substring(from, next));
        from = next;
      }
    }
  }

  private static int endOfLine(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
        return text.startsWith("\r\n", i) ? i + 2 : i + 1;
      }
    }
    return text.length();
  }

  private static boolean isJson(String mime) {
    return mime.equals("application/json") || mime.endsWith("+json");
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode ordered = object.objectNode();
      TreeSet<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> ordered.set(name, sorted(object.get(name))));
      return ordered;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode ordered = array.arrayNode(array.size());
      array.forEach(item -> ordered.add(sorted(item)));
      return ordered;
    }
    return node;
  }
}
