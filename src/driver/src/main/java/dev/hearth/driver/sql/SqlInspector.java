package dev.hearth.driver.sql;

import dev.hearth.driver.catalog.Catalog;
import dev.hearth.driver.catalog.Columns;
import dev.hearth.driver.catalog.FunctionView;
import dev.hearth.driver.catalog.SchemaView;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** What is known of the name at a place of SQL text: a column, a table, a function. Thread-safe. */
public final class SqlInspector {
  private final Catalog catalog;

  public SqlInspector(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param detailed whether a function's examples are wanted, too
   */
  public Optional<MimeBundle> inspect(String sql, int cursor, boolean detailed) {
    return at(sql, cursor)
        .flatMap(at -> inspect(at, SqlTables.of(catalog, at.statement()), detailed));
  }

  /** The name in a piece of an expression over columns of the schemas. */
  public Optional<MimeBundle> inspectExpression(
      String sql, int cursor, boolean detailed, List<StructType> schemas) {
    List<SqlTables.Source> sources =
        schemas.stream().map(schema -> new SqlTables.Source("", "a Dataset", schema)).toList();
    return at(sql, cursor).flatMap(at -> inspect(at, sources, detailed));
  }

  /** The table that the whole text names. */
  public Optional<MimeBundle> inspectTable(String sql, int cursor) {
    return at(sql, cursor).flatMap(at -> table(at, List.of()));
  }

  private static Optional<SqlPosition> at(String sql, int cursor) {
    // At the first character of a name, it is that name which is meant, not what stands before.
    boolean atStart =
        cursor < sql.length()
            && (SqlWord.isName(sql.charAt(cursor)) || sql.charAt(cursor) == '`')
            && (cursor == 0 || !SqlWord.isName(sql.charAt(cursor - 1)));
    int inside = atStart ? cursor + 1 : cursor;
    return SqlPosition.at(sql, inside)
        .flatMap(
            position -> position.name().isEmpty() ? called(sql, inside) : Optional.of(position));
  }

  /** Behind the parenthesis of a call, it is the function that is asked for. */
  private static Optional<SqlPosition> called(String sql, int cursor) {
    int open = cursor - 1;
    if (open > 0 && sql.charAt(open) == '(' && SqlWord.isName(sql.charAt(open - 1))) {
      return SqlPosition.at(sql, open);
    }
    return Optional.empty();
  }

  private Optional<MimeBundle> inspect(
      SqlPosition at, List<SqlTables.Source> sources, boolean detailed) {
    return column(at, sources)
        .or(() -> table(at, sources))
        .or(
            () ->
                at.path().isEmpty()
                    ? catalog.function(at.name()).map(f -> FunctionView.of(f, detailed))
                    : Optional.empty());
  }

  private Optional<MimeBundle> column(SqlPosition at, List<SqlTables.Source> sources) {
    for (SqlTables.Source source : sources) {
      List<String> path = at.path();
      if (!path.isEmpty() && path.get(0).equalsIgnoreCase(source.alias())) {
        path = path.subList(1, path.size());
      }
      Optional<MimeBundle> found =
          Columns.within(source.schema(), path)
              .flatMap(schema -> Columns.field(schema, at.name()))
              .map(field -> SchemaView.column(source.description(), field));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<MimeBundle> table(SqlPosition at, List<SqlTables.Source> sources) {
    if (at.path().isEmpty()) {
      for (SqlTables.Source source : sources) {
        if (source.alias().equalsIgnoreCase(at.name()) && source.schema().length() > 0) {
          return Optional.of(SchemaView.of(source.description(), source.schema()));
        }
      }
    }
    List<String> name = new ArrayList<>(at.path());
    name.add(at.name());
    Optional<StructType> schema = catalog.schema(name);
    return schema.map(columns -> SchemaView.of("table " + String.join(".", name), columns));
  }
}
