package dev.hearth.driver.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;

/**
 * Where in the text Spark found an error.
 *
 * @param line from 1
 * @param column from 0, in code points
 */
record SqlPlace(int line, int column) {

  static Optional<SqlPlace> of(AnalysisException error) {
    return error.line().isEmpty() || error.startPosition().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SqlPlace((Integer) error.line().get(), (Integer) error.startPosition().get()));
  }

  /** The place, the message, the line and a caret under the column. */
  List<String> render(String cellName, String text, String message) {
    List<String> lines = new ArrayList<>();
    (cellName + ":" + line + ":" + (column + 1) + ": " + message).lines().forEach(lines::add);
    text.lines()
        .skip(line - 1L)
        .findFirst()
        .ifPresent(
            source -> {
              lines.add("  " + source.stripTrailing());
              lines.add("  " + " ".repeat(column) + "^");
            });
    return lines;
  }
}
