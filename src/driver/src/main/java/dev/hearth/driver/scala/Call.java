package dev.hearth.driver.scala;

import java.util.Optional;

/**
 * The call to which a string is an argument, e.g. {@code df.where(x).select("a", "} : its method is
 * {@code select}, and what it is called on begins with {@code df}.
 *
 * @param method the name before the parenthesis, or the string's interpolator
 * @param receiver all that stands before the method's dot; empty for none
 * @param at where its parenthesis is
 */
record Call(String method, String receiver, int at) {

  /**
   * @param offset of the string's quotes or interpolator
   */
  static Optional<Call> around(String code, int offset) {
    String bare = ScalaStrings.bare(code.substring(0, offset));
    int open = opening(bare, offset);
    if (open < 0) {
      return Optional.empty();
    }
    int end = trimmed(bare, open);
    int start = end;
    if (end > 0 && bare.charAt(end - 1) == ']') {
      end = trimmed(bare, matching(bare, end - 1));
      start = end;
    }
    while (start > 0 && ScalaStrings.isName(bare.charAt(start - 1))) {
      start--;
    }
    String method = code.substring(start, end);
    int dot = trimmed(bare, start);
    if (dot == 0 || bare.charAt(dot - 1) != '.') {
      return Optional.of(new Call(method, "", open));
    }
    return Optional.of(
        new Call(method, code.substring(beginning(bare, dot - 1), dot - 1).strip(), open));
  }

  /** The parenthesis that is open at the offset; -1 for none. */
  static int opening(String bare, int offset) {
    int depth = 0;
    for (int i = offset - 1; i >= 0; i--) {
      char c = bare.charAt(i);
      if (c == ')' || c == ']' || c == '}') {
        depth++;
      } else if (c == '(' || c == '[' || c == '{') {
        if (depth == 0) {
          return c == '(' ? i : -1;
        }
        depth--;
      }
    }
    return -1;
  }

  /** The expression that ends there: names, dots, and what is in brackets or quotes between. */
  static int beginning(String bare, int end) {
    int i = trimmed(bare, end);
    while (i > 0) {
      char c = bare.charAt(i - 1);
      if (c == ')' || c == ']' || c == '}') {
        i = matching(bare, i - 1);
      } else if (ScalaStrings.isName(c) || c == '"' || c == '$') {
        i--;
      } else if (c == '.') {
        i = trimmed(bare, i - 1);
      } else {
        int before = trimmed(bare, i);
        boolean chain = i < bare.length() && bare.charAt(i) == '.';
        if (before == i || !chain || before == 0) {
          return i;
        }
        i = before;
      }
    }
    return i;
  }

  private static int trimmed(String text, int end) {
    int i = end;
    while (i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /** The bracket that this one closes. */
  private static int matching(String text, int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == ')' || c == ']' || c == '}') {
        depth++;
      } else if ((c == '(' || c == '[' || c == '{') && --depth == 0) {
        return i;
      }
    }
    return 0;
  }
}
