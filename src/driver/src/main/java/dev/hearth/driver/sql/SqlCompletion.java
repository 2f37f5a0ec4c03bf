package dev.hearth.driver.sql;

import dev.hearth.driver.catalog.Catalog;
import dev.hearth.driver.catalog.Columns;
import dev.hearth.driver.catalog.SqlFunction;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What could stand at a place of SQL text: tables behind {@code FROM}, columns of the tables that
 * the statement names, functions, keywords that fit. Runs no job. Thread-safe.
 */
public final class SqlCompletion {
  private static final int MOST = 500;

  private final Catalog catalog;

  public SqlCompletion(Catalog catalog) {
    this.catalog = catalog;
  }

  public Completion complete(String sql, int cursor) {
    return SqlPosition.at(sql, cursor)
        .map(position -> complete(sql, position, cursor))
        .orElse(Completion.none(cursor));
  }

  /**
   * A piece of an expression, such as {@code expr("...")} takes.
   *
   * @param schemas whose columns it may name
   */
  public Completion completeExpression(String sql, int cursor, List<StructType> schemas) {
    List<SqlTables.Source> sources =
        schemas.stream().map(schema -> new SqlTables.Source("", "", schema)).toList();
    return SqlPosition.at(sql, cursor)
        .map(
            at -> {
              String prefix = at.prefix(cursor);
              List<Match> matches = new ArrayList<>();
              if (!at.path().isEmpty()) {
                structure(at.path(), sources)
                    .ifPresent(schema -> matches.addAll(Columns.matching(schema, prefix)));
              } else if (at.previous().map(SqlKeywords::endsOperand).orElse(false)) {
                keywords(SqlKeywords.OPERATORS, at, prefix, matches);
              } else {
                expressions(at, sources, prefix, matches);
              }
              return answer(sql, at, matches);
            })
        .orElse(Completion.none(cursor));
  }

  /** The name of a table or view, and nothing else. */
  public Completion completeTable(String sql, int cursor) {
    return SqlPosition.at(sql, cursor)
        .map(
            at -> {
              List<Match> matches = new ArrayList<>();
              boolean plain = at.path().isEmpty();
              Optional<String> database =
                  plain ? Optional.empty() : Optional.of(at.path().get(at.path().size() - 1));
              tables(database, at, at.prefix(cursor), matches);
              if (plain) {
                databases(at.prefix(cursor), matches);
              }
              return answer(sql, at, matches);
            })
        .orElse(Completion.none(cursor));
  }

  private Completion complete(String sql, SqlPosition at, int cursor) {
    String prefix = at.prefix(cursor);
    List<Match> matches = new ArrayList<>();
    if (!at.path().isEmpty()) {
      qualified(at, prefix, matches);
    } else if (namesTable(at)) {
      tables(Optional.empty(), at, prefix, matches);
      databases(prefix, matches);
    } else if (follows(at, SqlKeywords.BEFORE_DATABASE)) {
      databases(prefix, matches);
    } else if (!at.quoted() && at.before().isEmpty()) {
      keywords(SqlKeywords.STATEMENTS, at, prefix, matches);
    } else if (!at.quoted() && at.previous().map(SqlKeywords::endsOperand).orElse(false)) {
      keywords(SqlKeywords.OPERATORS, at, prefix, matches);
    } else {
      expressions(at, SqlTables.of(catalog, at.statement()), prefix, matches);
    }
    if (matches.isEmpty() && !at.quoted() && at.path().isEmpty() && !prefix.isEmpty()) {
      keywords(SqlKeywords.all().stream().sorted().toList(), at, prefix, matches);
    }
    return answer(sql, at, matches);
  }

  private static Completion answer(String sql, SqlPosition at, List<Match> matches) {
    List<Match> shown =
        Columns.distinct(matches).stream()
            .limit(MOST)
            .map(match -> quoted(match, sql, at))
            .toList();
    return new Completion(at.start(), at.end(), shown);
  }

  private static boolean follows(SqlPosition at, Collection<String> keywords) {
    return at.previous()
        .filter(word -> word.kind() == SqlWord.Kind.NAME)
        .map(word -> keywords.contains(word.text().toUpperCase(Locale.ROOT)))
        .orElse(false);
  }

  /** Directly behind such a word, or further on in a list of tables. */
  private static boolean namesTable(SqlPosition at) {
    boolean describes = at.before().size() == 1 && at.before().get(0).is("DESC");
    if (describes || follows(at, SqlKeywords.BEFORE_TABLE)) {
      return true;
    }
    if (at.previous().filter(word -> word.is(",")).isEmpty()) {
      return false;
    }
    int depth = 0;
    for (int i = at.before().size() - 2; i >= 0; i--) {
      SqlWord word = at.before().get(i);
      depth += word.is(")") ? 1 : word.is("(") ? -1 : 0;
      if (depth < 0) {
        return false;
      }
      String upper = word.text().toUpperCase(Locale.ROOT);
      if (depth == 0 && word.kind() == SqlWord.Kind.NAME) {
        if (upper.equals("FROM")) {
          return true;
        }
        if (SqlKeywords.AFTER_TABLES.contains(upper) && !upper.equals("AS")) {
          return false;
        }
      }
    }
    return false;
  }

  private void qualified(SqlPosition at, String prefix, List<Match> matches) {
    List<String> path = at.path();
    if (namesTable(at)) {
      tables(Optional.of(path.get(path.size() - 1)), at, prefix, matches);
      return;
    }
    structure(path, SqlTables.of(catalog, at.statement()))
        .or(() -> catalog.schema(path))
        .ifPresent(schema -> matches.addAll(Columns.matching(schema, prefix)));
    if (matches.isEmpty() && path.size() == 1) {
      tables(Optional.of(path.get(0)), at, prefix, matches);
    }
  }

  /** What the names before the dot lead to: a table's columns or a column's fields. */
  private static Optional<StructType> structure(List<String> path, List<SqlTables.Source> sources) {
    for (SqlTables.Source source : sources) {
      if (source.alias().equalsIgnoreCase(path.get(0))) {
        return Columns.within(source.schema(), path.subList(1, path.size()));
      }
    }
    for (SqlTables.Source source : sources) {
      Optional<StructType> nested = Columns.within(source.schema(), path);
      if (nested.isPresent()) {
        return nested;
      }
    }
    return Optional.empty();
  }

  private void tables(
      Optional<String> database, SqlPosition at, String prefix, List<Match> matches) {
    if (database.isEmpty()) {
      withNames(at.statement()).stream()
          .filter(name -> Columns.startsWith(name, prefix))
          .forEach(name -> matches.add(new Match(name, "table", "query of this statement")));
    }
    for (Catalog.Table table : catalog.tables(database)) {
      if (Columns.startsWith(table.name(), prefix)) {
        matches.add(new Match(table.name(), "table", table.kind()));
      }
    }
  }

  private static List<String> withNames(List<SqlWord> statement) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i + 2 < statement.size(); i++) {
      boolean first = statement.get(i - 1).is("WITH") || statement.get(i - 1).is(",");
      if (first
          && statement.get(i).isIdentifier()
          && statement.get(i + 1).is("AS")
          && statement.get(i + 2).is("(")) {
        names.add(statement.get(i).name());
      }
    }
    return names;
  }

  private void databases(String prefix, List<Match> matches) {
    catalog.databases().stream()
        .filter(name -> Columns.startsWith(name, prefix))
        .forEach(name -> matches.add(new Match(name, "database", "database")));
  }

  private void expressions(
      SqlPosition at, List<SqlTables.Source> sources, String prefix, List<Match> matches) {
    for (SqlTables.Source source : sources) {
      for (StructField field : source.schema().fields()) {
        if (Columns.startsWith(field.name(), prefix)) {
          matches.add(new Match(field.name(), "column", Columns.type(field)));
        }
      }
    }
    sources.stream()
        .map(SqlTables.Source::alias)
        .filter(alias -> !alias.isEmpty() && Columns.startsWith(alias, prefix))
        .forEach(alias -> matches.add(new Match(alias, "table", "table of this statement")));
    if (at.quoted()) {
      return;
    }
    keywords(SqlKeywords.OPERANDS, at, prefix, matches);
    for (SqlFunction function : catalog.functions()) {
      if (Columns.startsWith(function.name(), prefix)) {
        matches.add(new Match(function.name(), "function", function.signatures().get(0)));
      }
    }
  }

  /** In the capitals that the user writes. */
  private static void keywords(
      List<String> keywords, SqlPosition at, String prefix, List<Match> matches) {
    boolean small =
        prefix.isEmpty()
            ? at.before().stream()
                .filter(word -> SqlKeywords.all().contains(word.text().toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(word -> Character.isLowerCase(word.text().charAt(0)))
                .orElse(false)
            : Character.isLowerCase(prefix.charAt(0));
    for (String keyword : keywords) {
      if (Columns.startsWith(keyword, prefix)) {
        String text = small ? keyword.toLowerCase(Locale.ROOT) : keyword;
        matches.add(new Match(text, "keyword", ""));
      }
    }
  }

  /**
   * A name that is no plain identifier needs its quotes, one within quotes only the missing end.
   */
  private static Match quoted(Match match, String sql, SqlPosition at) {
    boolean named = !match.kind().equals("keyword") && !match.kind().equals("function");
    if (at.quoted()) {
      boolean closed = at.end() < sql.length() && sql.charAt(at.end()) == '`';
      String text = match.text().replace("`", "``") + (closed ? "" : "`");
      return new Match(text, match.kind(), match.signature());
    }
    if (named && !match.text().matches("[A-Za-z_]\\w*")) {
      String text = "`" + match.text().replace("`", "``") + "`";
      return new Match(text, match.kind(), match.signature());
    }
    return match;
  }
}
