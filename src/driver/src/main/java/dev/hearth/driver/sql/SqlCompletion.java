package dev.hearth.driver.sql;

import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Completes and explains Spark SQL: keywords, functions, tables and views, columns. Looks into the
 * session's catalog and runs no job. Thread-safe.
 */
public final class SqlCompletion {
  private static final int MOST_MATCHES = 500;

  private final Catalog catalog;

  public SqlCompletion(SparkSession spark) {
    this.catalog = new Catalog(spark);
  }

  /** What could stand at the cursor of a text of one or more statements. */
  public Completion complete(String text, int cursor) {
    SqlText statement = SqlText.around(text, cursor);
    if (statement.isInert()) {
      return Completion.none(cursor); // in a string or a comment
    }
    SqlWord word = SqlWord.at(text, cursor);
    List<Match> matches = new ArrayList<>();
    Predicate<String> fits = name -> Columns.startsWith(name, word.typed());
    if (!word.qualifier().isEmpty()) {
      qualified(statement, word.qualifier(), matches);
    } else if (statement.expectsTable()) {
      matches.addAll(catalog.tables(Optional.empty()));
      matches.addAll(catalog.databases());
    } else {
      catalog.schemas(statement.tables()).forEach((name, schema) -> columns(schema, matches));
      statement.tables().keySet().forEach(alias -> matches.add(new Match(alias, "table", "")));
      if (!word.typed().isEmpty()) {
        matches.addAll(catalog.functions());
      }
      matches.addAll(Keywords.matching(word.typed()));
    }
    return answer(word.start(), cursor, matches, fits);
  }

  /** A piece of an expression over the columns of schemas, such as {@code expr("...")} takes. */
  public Completion completeExpression(String typed, List<StructType> schemas) {
    SqlWord word = SqlWord.at(typed, typed.length());
    List<Match> matches = new ArrayList<>();
    for (StructType schema : schemas) {
      Columns.fields(schema, word.qualifier()).ifPresent(struct -> columns(struct, matches));
    }
    if (word.qualifier().isEmpty() && !word.typed().isEmpty()) {
      matches.addAll(catalog.functions());
      matches.addAll(Keywords.matching(word.typed()));
    }
    return answer(
        word.start(), typed.length(), matches, name -> Columns.startsWith(name, word.typed()));
  }

  /** The name of a table or view. */
  public Completion completeTable(String typed) {
    SqlWord word = SqlWord.at(typed, typed.length());
    Optional<String> database =
        word.qualifier().isEmpty() ? Optional.empty() : Optional.of(word.qualifier());
    List<Match> matches = new ArrayList<>(catalog.tables(database));
    if (database.isEmpty()) {
      matches.addAll(catalog.databases());
    }
    return answer(
        word.start(), typed.length(), matches, name -> Columns.startsWith(name, word.typed()));
  }

  /** The table, column or function at the cursor. */
  public Optional<MimeBundle> inspect(String text, int cursor) {
    SqlText statement = SqlText.around(text, cursor);
    SqlWord word = SqlWord.at(text, cursor);
    if (word.name().isEmpty()) {
      return Optional.empty();
    }
    String full = word.qualifier().isEmpty() ? word.name() : word.qualifier() + "." + word.name();
    Map<String, StructType> schemas = catalog.schemas(statement.tables());
    List<StructType> ofQualifier =
        schemas.containsKey(key(word.qualifier()))
            ? List.of(schemas.get(key(word.qualifier())))
            : List.copyOf(schemas.values());
    String path = schemas.containsKey(key(word.qualifier())) ? word.name() : full;
    return catalog
        .describedTable(full)
        .or(() -> Columns.inspect(path, path.length(), ofQualifier))
        .or(() -> catalog.describedFunction(word.name()));
  }

  private void qualified(SqlText statement, String qualifier, List<Match> matches) {
    Map<String, StructType> schemas = catalog.schemas(statement.tables());
    StructType table = schemas.get(key(qualifier));
    if (table != null) {
      columns(table, matches);
      return;
    }
    matches.addAll(catalog.tables(Optional.of(qualifier)));
    schemas.forEach(
        (alias, schema) -> {
          String inner =
              key(qualifier).startsWith(alias + ".")
                  ? qualifier.substring(alias.length() + 1)
                  : qualifier;
          Columns.fields(schema, inner).ifPresent(struct -> columns(struct, matches));
        });
  }

  private static void columns(StructType schema, List<Match> matches) {
    for (var field : schema.fields()) {
      matches.add(Columns.match(field));
    }
  }

  private static Completion answer(
      int start, int cursor, List<Match> matches, Predicate<String> fits) {
    Map<String, Match> chosen = new LinkedHashMap<>();
    for (Match match : matches) {
      if (fits.test(match.text()) && chosen.size() < MOST_MATCHES) {
        chosen.putIfAbsent(match.text().toLowerCase(Locale.ROOT), match);
      }
    }
    return new Completion(start, cursor, List.copyOf(chosen.values()));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
