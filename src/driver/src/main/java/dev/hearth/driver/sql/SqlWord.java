package dev.hearth.driver.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL text. Unlike Spark's lexer this one makes sense of what is not finished yet, such
 * as a string without its end.
 *
 * @param start its first character, an offset
 * @param end behind its last character
 * @param closed false for a string, quoted name or comment without end
 */
record SqlWord(Kind kind, String text, int start, int end, boolean closed) {
  enum Kind {
    NAME,
    QUOTED,
    STRING,
    COMMENT,
    NUMBER,
    SYMBOL
  }

  /** The whole text, but for blanks. */
  static List<SqlWord> of(String sql) {
    List<SqlWord> words = new ArrayList<>();
    int i = 0;
    while (i < sql.length()) {
      if (Character.isWhitespace(sql.charAt(i))) {
        i++;
        continue;
      }
      SqlWord word = at(sql, i);
      words.add(word);
      i = word.end();
    }
    return words;
  }

  private static SqlWord at(String sql, int start) {
    char c = sql.charAt(start);
    if (sql.startsWith("--", start)) {
      int end = sql.indexOf('\n', start);
      return word(Kind.COMMENT, sql, start, end < 0 ? sql.length() : end, end >= 0);
    }
    if (sql.startsWith("/*", start)) {
      int end = endOfComment(sql, start);
      return word(Kind.COMMENT, sql, start, end < 0 ? sql.length() : end, end >= 0);
    }
    if (c == '\'' || c == '"' || c == '`') {
      int end = endOfQuote(sql, start, c);
      if (c == '`' && end < 0) {
        // Being typed: what follows is not part of the name.
        return word(Kind.QUOTED, sql, start, endOfName(sql, start + 1), false);
      }
      return word(
          c == '`' ? Kind.QUOTED : Kind.STRING, sql, start, end < 0 ? sql.length() : end, end >= 0);
    }
    if (isName(c)) {
      int end = endOfName(sql, start);
      return word(Character.isDigit(c) ? Kind.NUMBER : Kind.NAME, sql, start, end, true);
    }
    return word(Kind.SYMBOL, sql, start, start + 1, true);
  }

  private static SqlWord word(Kind kind, String sql, int start, int end, boolean closed) {
    return new SqlWord(kind, sql.substring(start, end), start, end, closed);
  }

  private static int endOfName(String sql, int start) {
    int end = start;
    while (end < sql.length() && isName(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
  }

  /**
   * A doubled quote stands for itself; in strings a backslash takes the next character's meaning.
   */
  private static int endOfQuote(String sql, int start, char quote) {
    int i = start + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\\' && quote != '`') {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return -1;
  }

  /** Spark's comments nest. */
  private static int endOfComment(String sql, int start) {
    int depth = 0;
    int i = start;
    while (i < sql.length() - 1) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
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

  boolean is(String symbolOrKeyword) {
    return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equalsIgnoreCase(symbolOrKeyword);
  }

  boolean isIdentifier() {
    return kind == Kind.NAME || kind == Kind.QUOTED;
  }

  /** Of a name, without quotes. */
  String name() {
    if (kind != Kind.QUOTED) {
      return text;
    }
    return text.substring(1, closed ? text.length() - 1 : text.length()).replace("``", "`");
  }

  /** Whether the offset is within, so that what is typed there belongs to it. */
  boolean holds(int offset) {
    return start < offset && (offset < end || offset == end && (!closed || isNameLike()));
  }

  private boolean isNameLike() {
    return kind == Kind.NAME || kind == Kind.NUMBER;
  }
}
