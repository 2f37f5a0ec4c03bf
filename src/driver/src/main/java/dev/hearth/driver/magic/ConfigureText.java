package dev.hearth.driver.magic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of a {@code %%configure} cell: a JSON object, as sparkmagic takes it, with Spark's keys
 * below {@code conf} or beside the others; or lines of {@code key = value} or {@code key: value},
 * where {@code #} begins a comment.
 */
final class ConfigureText {
  private ConfigureText() {}

  /**
   * @throws IllegalArgumentException that tells the user which line or member cannot be read
   */
  static Map<String, String> parse(String text) {
    return text.strip().startsWith("{") ? json(text) : lines(text);
  }

  private static Map<String, String> json(String text) {
    JsonNode root;
    try {
      root = Json.object(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), "%%configure");
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    root.fields()
        .forEachRemaining(
            member -> {
              if (member.getKey().equals("conf") && member.getValue().isObject()) {
                member.getValue().fields().forEachRemaining(one -> put(settings, one));
              } else {
                put(settings, member);
              }
            });
    return settings;
  }

  private static void put(Map<String, String> settings, Map.Entry<String, JsonNode> member) {
    if (!member.getValue().isValueNode() || member.getValue().isNull()) {
      throw new IllegalArgumentException(
          "The value of '" + member.getKey() + "' must be text, a number or a truth value.");
    }
    settings.put(member.getKey(), member.getValue().asText());
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    text.lines()
        .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              String[] parts = line.split("\\s*[=:]\\s*|\\s+", 2);
              if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new IllegalArgumentException(
                    "'" + line + "' is not of the form 'key = value'.");
              }
              settings.put(parts[0], parts[1]);
            });
    return settings;
  }
}
