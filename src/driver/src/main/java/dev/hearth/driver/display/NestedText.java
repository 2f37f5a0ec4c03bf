package dev.hearth.driver.display;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/** A nested value for readers: {@code {name: Ada, langs: [scala, sql]}}. */
final class NestedText {
  /** What could be taken for the structure around it stands in quotes. */
  private static final Pattern NEEDS_QUOTES =
      Pattern.compile(".*[,:\\[\\]{}\"].*|\\s.*|.*\\s|null|", Pattern.DOTALL);

  private final StringBuilder text = new StringBuilder();

  private NestedText() {}

  static String of(JsonNode tree) {
    NestedText writer = new NestedText();
    writer.append(tree);
    return writer.text.toString();
  }

  private void append(JsonNode node) {
    if (node.isArray()) {
      text.append('[');
      for (int i = 0; i < node.size(); i++) {
        text.append(i > 0 ? ", " : "");
        append(node.get(i));
      }
      text.append(']');
    } else if (node.isObject()) {
      text.append('{');
      Iterator<Map.Entry<String, JsonNode>> members = node.fields();
      while (members.hasNext()) {
        Map.Entry<String, JsonNode> member = members.next();
        text.append(member.getKey()).append(": ");
        append(member.getValue());
        text.append(members.hasNext() ? ", " : "");
      }
      text.append('}');
    } else {
      String value = node.asText();
      boolean quoted = node.isTextual() && NEEDS_QUOTES.matcher(value).matches();
      text.append(quoted ? node.toString() : value);
    }
  }
}
