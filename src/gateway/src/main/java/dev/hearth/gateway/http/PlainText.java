package dev.hearth.gateway.http;

import java.nio.charset.StandardCharsets;

/** Text that can stand in a log's line, on a terminal, in a header and in a database. */
public final class PlainText {
  private static final int MOST_SHOWN = 64;
  private static final char UNKNOWN = '\ufffd';

  private PlainText() {}

  /** Whether it has no control characters and no halves of characters (lone surrogates). */
  public static boolean is(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Whatever a client sent, as part of an error message: short, and harmless to terminals. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_SHOWN)
        .map(c -> Character.isISOControl(c) || isHalf(c) ? UNKNOWN : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > MOST_SHOWN ? shown + "..." : shown.toString();
  }

  private static boolean isHalf(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
