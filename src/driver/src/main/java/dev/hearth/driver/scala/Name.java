package dev.hearth.driver.scala;

import java.util.Optional;

/**
 * A name in a text.
 *
 * @param start where it begins
 * @param end behind its last character
 */
record Name(String text, int start, int end) {

  /**
   * The name at the cursor; else that of the call in whose arguments the cursor is, as people ask
   * for help while they write them.
   */
  static Optional<Name> at(String code, int cursor) {
    return touching(code, cursor).or(() -> callAround(code, cursor));
  }

  private static Optional<Name> touching(String code, int cursor) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    int end = end(code, cursor);
    boolean number = start < end && Character.isDigit(code.charAt(start));
    return start == end || number
        ? Optional.empty()
        : Optional.of(new Name(code.substring(start, end), start, end));
  }

  private static Optional<Name> callAround(String code, int cursor) {
    int depth = 0;
    for (int i = cursor - 1; i >= 0; i--) {
      char c = code.charAt(i);
      if (c == ')') {
        depth++;
      } else if (c == '(' && depth-- == 0) {
        return touching(code, i);
      }
    }
    return Optional.empty();
  }

  /** Where the name ends that goes on at the cursor; the cursor if none does. */
  static int end(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end;
  }

  boolean isQualified(String code) {
    return code.substring(0, start).stripTrailing().endsWith(".");
  }
}
