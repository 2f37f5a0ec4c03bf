package dev.hearth.onboarding.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Trees of JSON, in which things are compared. */
public final class Trees {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Trees() {}

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Of maps, lists, texts and numbers. */
  public static JsonNode of(Object value) {
    return JSON.valueToTree(value);
  }

  /**
   * @throws UncheckedIOException if it is no JSON
   */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("This is no JSON: " + text, e);
    }
  }

  public static String pretty(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String compact(Object value) {
    return JSON.valueToTree(value).toString();
  }
}
