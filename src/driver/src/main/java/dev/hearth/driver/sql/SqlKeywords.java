package dev.hearth.driver.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.util.SQLKeywordUtils$;
import scala.collection.JavaConverters;

/** Which keywords fit where, the likely ones first. */
final class SqlKeywords {
  static final List<String> STATEMENTS =
      List.of(
          "SELECT",
          "WITH",
          "CREATE",
          "INSERT",
          "SHOW",
          "DESCRIBE",
          "EXPLAIN",
          "USE",
          "DROP",
          "ALTER",
          "CACHE",
          "UNCACHE",
          "REFRESH",
          "ANALYZE",
          "SET",
          "RESET",
          "MERGE",
          "UPDATE",
          "DELETE",
          "TRUNCATE",
          "VALUES",
          "FROM",
          "TABLE",
          "ADD",
          "LIST",
          "CLEAR",
          "MSCK",
          "LOAD");

  /** Where an expression begins. */
  static final List<String> OPERANDS =
      List.of(
          "CASE",
          "NOT",
          "NULL",
          "TRUE",
          "FALSE",
          "EXISTS",
          "CAST",
          "INTERVAL",
          "DATE",
          "TIMESTAMP",
          "DISTINCT",
          "ALL",
          "SELECT",
          "STRUCT",
          "CURRENT_DATE",
          "CURRENT_TIMESTAMP");

  /** Behind an expression or a table. */
  static final List<String> OPERATORS =
      List.of(
          "FROM",
          "WHERE",
          "AND",
          "OR",
          "AS",
          "ON",
          "JOIN",
          "LEFT",
          "INNER",
          "RIGHT",
          "FULL",
          "OUTER",
          "CROSS",
          "SEMI",
          "ANTI",
          "USING",
          "GROUP",
          "ORDER",
          "BY",
          "HAVING",
          "LIMIT",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "IN",
          "IS",
          "NOT",
          "NULL",
          "LIKE",
          "ILIKE",
          "RLIKE",
          "BETWEEN",
          "ASC",
          "DESC",
          "NULLS",
          "FIRST",
          "LAST",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "OVER",
          "PARTITION",
          "ROWS",
          "RANGE",
          "UNBOUNDED",
          "PRECEDING",
          "FOLLOWING",
          "CURRENT",
          "ROW",
          "LATERAL",
          "VIEW",
          "PIVOT",
          "UNPIVOT",
          "TABLESAMPLE",
          "WINDOW",
          "CLUSTER",
          "DISTRIBUTE",
          "SORT",
          "ROLLUP",
          "CUBE",
          "GROUPING",
          "SETS",
          "QUALIFY",
          "OFFSET",
          "ALL",
          "DISTINCT");

  /** Behind these comes a table. */
  static final Set<String> BEFORE_TABLE =
      Set.of(
          "FROM",
          "JOIN",
          "INTO",
          "TABLE",
          "UPDATE",
          "DESCRIBE",
          "VIEW",
          "OVERWRITE",
          "EXTENDED",
          "FORMATTED");

  /** Behind these comes a database. */
  static final Set<String> BEFORE_DATABASE =
      Set.of("USE", "DATABASE", "SCHEMA", "NAMESPACE", "DATABASES", "SCHEMAS");

  /** Behind these a name is at an end, so an operator follows; not behind any other keyword. */
  private static final Set<String> OPERANDS_THEMSELVES =
      Set.of("END", "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIMESTAMP", "ROW");

  /** Keywords that end a list of tables; any other name there is an alias. */
  static final Set<String> AFTER_TABLES =
      Stream.concat(
              OPERATORS.stream(),
              Stream.of("SELECT", "SET", "VALUES", "NATURAL", "MINUS", "MATCHED", "FROM"))
          .filter(word -> !Set.of("FIRST", "LAST", "ROW", "CURRENT").contains(word))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> ALL =
      JavaConverters.seqAsJavaList(SQLKeywordUtils$.MODULE$.keywords()).stream()
          .filter(word -> word.chars().allMatch(c -> Character.isLetter(c) || c == '_'))
          .collect(Collectors.toUnmodifiableSet());

  private SqlKeywords() {}

  static Set<String> all() {
    return ALL;
  }

  /** Whether an expression or table may end with this word. */
  static boolean endsOperand(SqlWord word) {
    if (word.kind() == SqlWord.Kind.NAME) {
      String upper = word.text().toUpperCase(Locale.ROOT);
      return OPERANDS_THEMSELVES.contains(upper) || !isLeading(upper);
    }
    return word.kind() != SqlWord.Kind.SYMBOL || word.is(")") || word.is("]");
  }

  private static boolean isLeading(String upper) {
    return OPERANDS.contains(upper)
        || OPERATORS.contains(upper)
        || BEFORE_TABLE.contains(upper)
        || STATEMENTS.contains(upper);
  }
}
