package dev.hearth.driver.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is around an offset in SQL text.
 *
 * @param statement the words of the statement there, without comments and without the word at hand
 *     if it is unfinished
 * @param before those of them that stand before the offset and before the name at hand
 * @param path the names before the dots, e.g. {@code db, t} in {@code db.t.co}
 * @param name the name at hand; empty for none
 * @param start where the name at hand begins, inside its quotes
 */
record SqlPosition(
    List<SqlWord> statement,
    List<SqlWord> before,
    List<String> path,
    String name,
    int start,
    int end,
    boolean quoted) {

  /** Empty within strings and comments. */
  static Optional<SqlPosition> at(String sql, int offset) {
    List<SqlWord> statement = new ArrayList<>();
    List<SqlWord> before = new ArrayList<>();
    SqlWord current = null;
    for (SqlWord word : SqlWord.of(sql)) {
      boolean holds = word.holds(offset);
      if (word.kind() == SqlWord.Kind.COMMENT || word.kind() == SqlWord.Kind.STRING) {
        if (holds) {
          return Optional.empty();
        }
        if (word.kind() == SqlWord.Kind.COMMENT) {
          continue;
        }
      }
      if (word.is(";")) {
        if (word.end() <= offset) {
          statement.clear();
          before.clear();
          continue;
        }
        break;
      }
      if (holds) {
        current = word;
      } else if (word.end() <= offset) {
        before.add(word);
      }
      statement.add(word);
    }
    return Optional.of(position(statement, before, current, offset));
  }

  private static SqlPosition position(
      List<SqlWord> statement, List<SqlWord> before, SqlWord current, int offset) {
    List<String> path = new ArrayList<>();
    int i = before.size();
    while (i >= 2 && before.get(i - 1).is(".") && before.get(i - 2).isIdentifier()) {
      path.add(before.get(i - 2).name());
      i -= 2;
    }
    Collections.reverse(path);
    boolean quoted = current != null && current.kind() == SqlWord.Kind.QUOTED;
    int start = current == null ? offset : current.start() + (quoted ? 1 : 0);
    int end = current == null ? offset : current.end();
    if (quoted && current.closed()) {
      end--;
    }
    String name =
        current == null
            ? ""
            : current.text().substring(start - current.start(), end - current.start());
    return new SqlPosition(
        List.copyOf(statement),
        List.copyOf(before.subList(0, i)),
        List.copyOf(path),
        name,
        start,
        end,
        quoted);
  }

  /** The name at hand up to the offset. */
  String prefix(int offset) {
    return name.substring(0, Math.max(0, Math.min(offset - start, name.length())));
  }

  Optional<SqlWord> previous() {
    return before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
  }
}
