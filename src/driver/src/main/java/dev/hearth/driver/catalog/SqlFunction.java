package dev.hearth.driver.catalog;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;

/**
 * A function of Spark SQL, as its registry describes it; a user's own function has little but a
 * name.
 *
 * @param signatures e.g. {@code substring(str, pos[, len])}; at least one
 * @param description what it does
 */
public record SqlFunction(
    String name,
    List<String> signatures,
    String description,
    String arguments,
    String examples,
    String note,
    String since,
    String className) {

  static SqlFunction of(String name, ExpressionInfo info) {
    String usage = text(info.getUsage()).replace("_FUNC_", name).strip();
    List<String> signatures =
        usage
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith(name + "("))
            .map(line -> end(line).map(end -> line.substring(0, end)).orElse(line))
            .toList();
    return new SqlFunction(
        name,
        signatures.isEmpty() ? List.of(name + "(...)") : signatures,
        usage,
        text(info.getArguments()).replace("_FUNC_", name).stripTrailing(),
        text(info.getExamples()).replace("_FUNC_", name).stripTrailing(),
        text(info.getNote()).replace("_FUNC_", name).strip(),
        text(info.getSince()),
        text(info.getClassName()));
  }

  /** Usages read "name(arguments) - what it does". */
  private static Optional<Integer> end(String usage) {
    int dash = usage.indexOf(" - ");
    return dash < 0 ? Optional.empty() : Optional.of(dash);
  }

  private static String text(String orNull) {
    return orNull == null || orNull.equals("N/A.") ? "" : orNull;
  }
}
