package dev.hearth.protocol.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON in the one form that RFC 8785 allows, for objects of strings, whole numbers below 2^53 and
 * such objects. Names are sorted as Java sorts strings, which is the order that the RFC asks for.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /** Strings must not hold halves of surrogate pairs, which no JSON in UTF-8 can say. */
  static String write(Map<String, ?> members) {
    StringBuilder out = new StringBuilder(512);
    object(new TreeMap<>(members), out);
    return out.toString();
  }

  private static void object(SortedMap<String, ?> members, StringBuilder out) {
    String separator = "{";
    for (Map.Entry<String, ?> member : members.entrySet()) {
      out.append(separator);
      separator = ",";
      string(member.getKey(), out);
      out.append(':');
      value(member.getValue(), out);
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private static void value(Object value, StringBuilder out) {
    if (value instanceof String text) {
      string(text, out);
    } else if (value instanceof Long number) {
      out.append(number.longValue());
    } else if (value instanceof Map<?, ?> object) {
      SortedMap<String, Object> members = new TreeMap<>();
      object.forEach((name, member) -> members.put((String) name, member));
      object(members, out);
    } else {
      throw new IllegalArgumentException("no canonical form for " + value);
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
