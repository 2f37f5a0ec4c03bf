package dev.hearth.driver.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text as it may stand in UTF-8: half a surrogate pair, which a String may hold, may not. */
final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text itself, or a copy with U+FFFD for each lone surrogate. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repair(text, i);
      }
    }
    return text;
  }

  static List<String> lines(List<String> lines) {
    return lines.stream().map(WellFormed::text).toList();
  }

  /** A MIME bundle's data, whose texts may be any. */
  static Map<String, Object> bundle(Map<String, Object> data) {
    Map<String, Object> well = new LinkedHashMap<>();
    data.forEach((type, value) -> well.put(type, value instanceof String s ? text(s) : value));
    return well;
  }

  private static String repair(String text, int from) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
    int i = from;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      boolean alone = point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
      out.appendCodePoint(alone ? REPLACEMENT : point);
      i += Character.charCount(point);
    }
    return out.toString();
  }
}
