package dev.hearth.driver.scala;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell's brackets, strings and comments, as far as they can be told without a compiler, which
 * gives up on unfinished code. Interpolations ({@code s"${x}"}) are code again.
 */
final class ScalaStrings {
  enum Kind {
    CODE,
    STRING,
    COMMENT
  }

  /**
   * @param kind {@code STRING} is the text between the quotes, without interpolated code
   * @param start a string's first character, behind its quotes
   * @param end behind the last character of the text
   * @param prefix a string's interpolator, e.g. {@code s} or {@code $}; empty for none
   * @param opened where the string's prefix or quotes begin
   * @param closed whether its end was found
   */
  record Piece(Kind kind, int start, int end, String prefix, int opened, boolean closed) {
    boolean holds(int offset) {
      return start <= offset && offset <= end;
    }
  }

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();

  private int at;

  private ScalaStrings(String text) {
    this.text = text;
  }

  /** The strings and comments in their order. An interpolated string may come in several pieces. */
  static List<Piece> pieces(String text) {
    ScalaStrings scan = new ScalaStrings(text);
    scan.code(false);
    return List.copyOf(scan.pieces);
  }

  /** The text with strings' and comments' characters blanked out, so that brackets are brackets. */
  static String bare(String text) {
    StringBuilder bare = new StringBuilder(text);
    for (Piece piece : pieces(text)) {
      int start = piece.kind() == Kind.COMMENT ? piece.opened() : piece.start();
      for (int i = start; i < piece.end(); i++) {
        if (bare.charAt(i) != '\n') {
          bare.setCharAt(i, piece.kind() == Kind.COMMENT ? ' ' : '_');
        }
      }
    }
    return bare.toString();
  }

  private void code(boolean interpolated) {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        comment(end < 0 ? text.length() : end, end >= 0);
      } else if (text.startsWith("/*", at)) {
        int end = endOfComment();
        comment(end < 0 ? text.length() : end, end >= 0);
      } else if (c == '"') {
        string();
      } else if (c == '\'') {
        character();
      } else if (c == '`') {
        int end = text.indexOf('`', at + 1);
        at = end < 0 ? at + 1 : end + 1;
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        at++;
        if (interpolated && depth == 0) {
          return;
        }
      }
    }
  }

  private void comment(int end, boolean closed) {
    // Directly before its first character nothing of it has been typed yet.
    pieces.add(new Piece(Kind.COMMENT, Math.min(at + 1, end), end, "", at, closed));
    at = end;
  }

  private int endOfComment() {
    int depth = 0;
    int i = at;
    while (i < text.length() - 1) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return -1;
  }

  /** A symbol such as {@code 'name} has no second quote. */
  private void character() {
    if (text.startsWith("'\\", at)) {
      int end = text.indexOf('\'', at + 3);
      at = end < 0 ? at + 2 : end + 1;
    } else {
      at += at + 2 < text.length() && text.charAt(at + 2) == '\'' ? 3 : 1;
    }
  }

  private void string() {
    int prefixAt = at;
    while (prefixAt > 0 && isPrefix(text.charAt(prefixAt - 1))) {
      prefixAt--;
    }
    String prefix = text.substring(prefixAt, at);
    String quote = text.startsWith("\"\"\"", at) ? "\"\"\"" : "\"";
    at += quote.length();
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith(quote, at)) {
        while (quote.length() == 3 && text.startsWith("\"", at + 3)) {
          at++;
        }
        pieces.add(new Piece(Kind.STRING, start, at, prefix, prefixAt, true));
        at += quote.length();
        return;
      }
      if (c == '\n' && quote.length() == 1) {
        break;
      }
      if (c == '\\' && quote.length() == 1) {
        at += 2;
      } else if (c == '$' && !prefix.isEmpty() && at + 1 < text.length()) {
        start = interpolation(start, prefix, prefixAt);
      } else {
        at++;
      }
    }
    at = Math.min(at, text.length());
    pieces.add(new Piece(Kind.STRING, start, at, prefix, prefixAt, false));
  }

  /** Where the string goes on. */
  private int interpolation(int start, String prefix, int prefixAt) {
    char next = text.charAt(at + 1);
    if (next == '$') {
      at += 2;
      return start;
    }
    boolean block = next == '{';
    if (!block && !Character.isJavaIdentifierStart(next)) {
      at++;
      return start;
    }
    pieces.add(new Piece(Kind.STRING, start, at, prefix, prefixAt, true));
    at++;
    if (block) {
      code(true);
    } else {
      while (at < text.length() && isName(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private static boolean isPrefix(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }
}
