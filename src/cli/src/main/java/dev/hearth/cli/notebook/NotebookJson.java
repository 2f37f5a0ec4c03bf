package dev.hearth.cli.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          // Python's json writes these bare.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          // Numbers that nobody touched keep their digits.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(new PythonPrinter()).with(new PythonEscapes());

  private NotebookJson() {}

  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static byte[] write(ObjectNode notebook) throws JsonProcessingException {
    ObjectNode copy = notebook.deepCopy();
    copy.path("cells").forEach(cell -> splitCell((ObjectNode) cell));
    return (WRITER.writeValueAsString(sorted(copy)) + "\n").getBytes(StandardCharsets.UTF_8);
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
    if (object.path(field) instanceof ArrayNode lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(line.asText()));
      object.put(field, text.toString());
    }
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
        int end = text.indexOf('\n', from);
        int next = end < 0 ? text.length() : end + 1;
        lines.add(text.substring(from, next));
        from = next;
      }
    }
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
