package dev.hearth.driver.sql;

import java.util.List;

/** How far the next line of an unfinished statement is indented. */
final class SqlIndent {
  private static final String STEP = "  ";

  private SqlIndent() {}

  /**
   * As the last line, one step more for each parenthesis that it leaves open, one less for each
   * that it closes; nothing within a string or comment, whose text is the user's own. The first
   * line of a statement is followed by an indented one.
   */
  static String after(String sql) {
    List<SqlWord> words = SqlWord.of(sql);
    if (!words.isEmpty() && !words.get(words.size() - 1).closed()) {
      return "";
    }
    int lineStart = sql.stripTrailing().lastIndexOf('\n') + 1;
    String line = sql.substring(lineStart);
    int depth = 0;
    boolean first = true;
    for (SqlWord word : words) {
      if (word.kind() == SqlWord.Kind.COMMENT) {
        continue;
      }
      if (word.start() < lineStart) {
        first = word.is(";");
      } else if (word.is("(")) {
        depth++;
      } else if (word.is(")") && depth > 0) {
        depth--;
      }
    }
    String own = line.substring(0, line.length() - line.stripLeading().length());
    return own + STEP.repeat(depth == 0 && first && own.isEmpty() ? 1 : depth);
  }
}
