package dev.hearth.driver.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Values of Scala, Java and Spark as JSON: maps, lists, texts, numbers, truth values and null. */
final class JsonTree {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int DEEPEST = 100;
  private static final long LARGEST_EXACT = 1L << 53;

  private JsonTree() {}

  /** A String at the top is parsed. */
  static Object of(Object value) {
    if (!(value instanceof String text)) {
      return node(value, 0);
    }
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This text is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  static String pretty(Object tree) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This value cannot be written as JSON", e);
    }
  }

  /** A number as JavaScript can hold it: others become texts. */
  static Object number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? number : String.valueOf(value);
    }
    if (number instanceof Long wide) {
      return Math.abs(wide) <= LARGEST_EXACT && wide != Long.MIN_VALUE ? wide : wide.toString();
    }
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      return number;
    }
    return number instanceof BigDecimal exact ? exact.toPlainString() : number.toString();
  }

  private static Object node(Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "JSON of more than " + DEEPEST + " levels: does the value hold itself?");
    }
    if (value == null || value instanceof Boolean) {
      return value;
    } else if (value instanceof JsonNode tree) {
      return MAPPER.convertValue(tree, Object.class);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof scala.Option<?> option) {
      return option.isEmpty() ? null : node(option.get(), depth + 1);
    } else if (value instanceof Row row) {
      return members(Fields.of(row), depth);
    }
    return elementsOrText(value, depth);
  }

  private static Object elementsOrText(Object value, int depth) {
    if (Elements.isMap(value)) {
      Map<String, Object> members = new LinkedHashMap<>();
      Elements.ofMap(value)
          .forEachRemaining(
              entry ->
                  members.put(String.valueOf(entry.getKey()), node(entry.getValue(), depth + 1)));
      return members;
    }
    if (Elements.isSequence(value)) {
      List<Object> list = new ArrayList<>();
      for (Iterator<?> all = Elements.of(value); all.hasNext(); ) {
        list.add(node(all.next(), depth + 1));
      }
      return list;
    }
    Map<String, Object> fields = Fields.of(value);
    return fields.isEmpty() ? value.toString() : members(fields, depth);
  }

  private static Object members(Map<String, Object> fields, int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    fields.forEach((name, field) -> members.put(name, node(field, depth + 1)));
    return members;
  }
}
