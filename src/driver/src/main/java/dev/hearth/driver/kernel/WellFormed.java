package dev.hearth.driver.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Repairs what user code shows: half a surrogate pair, which a String may hold, becomes U+FFFD.
 * JSON could carry it, but clients that write notebooks as UTF-8 would fail, and lose them.
 */
final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text itself, or a copy if there is something to repair. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  static List<String> lines(List<String> lines) {
    return lines.stream().map(WellFormed::text).toList();
  }

  /** The data of a MIME bundle. JSON in it is taken as it is. */
  static Map<String, Object> data(MimeBundle bundle) {
    Map<String, Object> data = new LinkedHashMap<>();
    bundle
        .data()
        .forEach((type, value) -> data.put(type, value instanceof String s ? text(s) : value));
    return data;
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
