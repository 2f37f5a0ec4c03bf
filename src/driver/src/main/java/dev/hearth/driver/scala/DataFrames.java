package dev.hearth.driver.scala;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The Datasets that a kernel's cells have defined, and which of them a piece of code speaks of.
 *
 * @param byName in the order of their definition
 */
record DataFrames(Map<String, Dataset<?>> byName) {
  private static final int DEEPEST = 8;
  private static final Pattern FIRST_NAME = Pattern.compile("\\A[A-Za-z_]\\w*");
  private static final Pattern NEW_COLUMN =
      Pattern.compile("\\.(?:withColumn|as|alias|name)\\s*\\(\\s*\"([^\"]+)\"");

  /**
   * The schemas to choose columns from, for a literal in a cell: that of the Dataset on which the
   * nearest of the calls around it is made; of all Datasets if it cannot be told.
   *
   * @param opened where the literal begins
   */
  List<StructType> meant(String code, int opened) {
    Optional<Call> call = Call.around(code, opened);
    while (call.isPresent()) {
      Call around = call.get();
      String subject = around.receiver().isEmpty() ? around.method() : around.receiver();
      Optional<StructType> schema = schema(code.substring(0, opened), subject, 0);
      if (schema.isPresent()) {
        return List.of(schema.get());
      }
      call = Call.around(code, around.at());
    }
    return byName.values().stream().map(Dataset::schema).toList();
  }

  /**
   * A chain of calls is taken to keep the columns of what it begins with, and to add those that it
   * names: to know better it would have to be run.
   */
  private Optional<StructType> schema(String before, String expression, int depth) {
    Matcher first = FIRST_NAME.matcher(expression);
    if (!first.find() || depth > DEEPEST) {
      return Optional.empty();
    }
    String name = first.group();
    return definition(before, name)
        .flatMap(
            definition ->
                schema(before.substring(0, definition.start()), definition.group(1), depth + 1))
        .or(() -> Optional.ofNullable(byName.get(name)).map(Dataset::schema))
        .map(schema -> withNew(schema, expression));
  }

  /** The newest definition in the cell itself, which has not run yet. */
  private static Optional<Matcher> definition(String before, String name) {
    Matcher found =
        Pattern.compile("\\bva[lr]\\s+" + name + "\\b[^=\\n]*=\\s*((?:[^\\n]|\\n\\s*\\.)*)")
            .matcher(before);
    int from = -1;
    while (found.find(from + 1)) {
      from = found.start();
    }
    return from >= 0 && found.find(from) ? Optional.of(found) : Optional.empty();
  }

  private static StructType withNew(StructType schema, String expression) {
    StructType all = schema;
    Matcher added = NEW_COLUMN.matcher(expression);
    while (added.find()) {
      all = all.add(added.group(1), DataTypes.NullType);
    }
    return all;
  }
}
