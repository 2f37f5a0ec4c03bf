package dev.hearth.driver.sql;

import dev.hearth.driver.catalog.Catalog;
import dev.hearth.driver.catalog.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that a statement reads, under the names by which its expressions call them: tables and
 * views of the catalog, subqueries, and queries of a {@code WITH}. Read from the statement's words,
 * so it works while the statement is unfinished.
 */
final class SqlTables {
  private static final int DEEPEST = 8;

  private final Catalog catalog;
  private final List<Source> sources = new ArrayList<>();

  /**
   * @param alias how columns are qualified
   */
  record Source(String alias, String description, StructType schema) {}

  private SqlTables(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param statement without comments
   */
  static List<Source> of(Catalog catalog, List<SqlWord> statement) {
    return of(catalog, statement, List.of(), 0);
  }

  private static List<Source> of(
      Catalog catalog, List<SqlWord> words, List<Source> outer, int depth) {
    SqlTables tables = new SqlTables(catalog);
    tables.read(words, outer, depth);
    return tables.sources;
  }

  private void read(List<SqlWord> words, List<Source> outer, int depth) {
    List<Source> named = new ArrayList<>(outer);
    boolean tableFollows = false;
    boolean inTables = false;
    int i = 0;
    while (i < words.size()) {
      SqlWord word = words.get(i);
      String upper = word.text().toUpperCase(Locale.ROOT);
      if (word.is("(")) {
        int end = closing(words, i);
        List<SqlWord> inside = words.subList(i + 1, Math.min(end, words.size()));
        boolean ofWith = i >= 2 && words.get(i - 1).is("AS") && words.get(i - 2).isIdentifier();
        if (tableFollows || isQuery(inside)) {
          List<Source> within =
              depth < DEEPEST ? of(catalog, inside, named, depth + 1) : List.<Source>of();
          Source query = new Source("", "subquery", output(inside, within));
          if (ofWith && !tableFollows) {
            String name = words.get(i - 2).name();
            named.add(new Source(name, "query " + name, query.schema()));
          } else if (tableFollows) {
            i = aliased(words, end + 1, query);
            tableFollows = false;
            continue;
          }
          if (end >= words.size()) {
            // The cursor may be in there.
            sources.addAll(0, within);
          }
        }
        i = end + 1;
        continue;
      }
      if (tableFollows && word.isIdentifier() && !upper.equals("LATERAL")) {
        i = table(words, i, named);
        tableFollows = false;
        inTables = true;
        continue;
      }
      if (word.kind() == SqlWord.Kind.NAME && isBeforeTable(upper)) {
        tableFollows = true;
      } else if (word.is(",") && inTables) {
        tableFollows = true;
      } else if (SqlKeywords.AFTER_TABLES.contains(upper)) {
        inTables = false;
      }
      i++;
    }
  }

  private static boolean isBeforeTable(String upper) {
    return Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE").contains(upper);
  }

  private static boolean isQuery(List<SqlWord> words) {
    return !words.isEmpty()
        && (words.get(0).is("SELECT") || words.get(0).is("WITH") || words.get(0).is("FROM"));
  }

  /** The place of the parenthesis that ends the group; the end of the words if it is missing. */
  static int closing(List<SqlWord> words, int open) {
    int depth = 0;
    for (int i = open; i < words.size(); i++) {
      if (words.get(i).is("(")) {
        depth++;
      } else if (words.get(i).is(")") && --depth == 0) {
        return i;
      }
    }
    return words.size();
  }

  private int table(List<SqlWord> words, int start, List<Source> named) {
    List<String> name = new ArrayList<>();
    name.add(words.get(start).name());
    int i = start + 1;
    while (i + 1 < words.size() && words.get(i).is(".") && words.get(i + 1).isIdentifier()) {
      name.add(words.get(i + 1).name());
      i += 2;
    }
    String last = name.get(name.size() - 1);
    Optional<Source> query =
        name.size() > 1
            ? Optional.empty()
            : named.stream().filter(source -> source.alias().equalsIgnoreCase(last)).findFirst();
    Source source =
        query.orElseGet(
            () ->
                new Source(
                    last,
                    "table " + String.join(".", name),
                    catalog.schema(name).orElse(new StructType())));
    return aliased(words, i, source);
  }

  /** Reads the alias, if there is one. */
  private int aliased(List<SqlWord> words, int at, Source source) {
    int i = at;
    if (i < words.size() && words.get(i).is("AS")) {
      i++;
    }
    String alias = source.alias();
    if (i < words.size() && isAlias(words.get(i))) {
      alias = words.get(i).name();
      i++;
    }
    sources.add(new Source(alias, source.description(), source.schema()));
    return i;
  }

  private static boolean isAlias(SqlWord word) {
    return word.isIdentifier()
        && (word.kind() == SqlWord.Kind.QUOTED
            || !SqlKeywords.AFTER_TABLES.contains(word.text().toUpperCase(Locale.ROOT)));
  }

  /** The columns of a query, as far as their names and types can be read from its select list. */
  private static StructType output(List<SqlWord> query, List<Source> from) {
    int select = 0;
    while (select < query.size() && !query.get(select).is("SELECT")) {
      select = query.get(select).is("(") ? closing(query, select) + 1 : select + 1;
    }
    StructType columns = new StructType();
    List<SqlWord> item = new ArrayList<>();
    int i = select + 1;
    while (i < query.size() && !query.get(i).is("FROM")) {
      if (query.get(i).is(",")) {
        columns = plus(columns, item, from);
        item = new ArrayList<>();
        i++;
      } else {
        int end = query.get(i).is("(") ? Math.min(closing(query, i), query.size() - 1) : i;
        item.addAll(query.subList(i, end + 1));
        i = end + 1;
      }
    }
    return plus(columns, item, from);
  }

  private static StructType plus(StructType columns, List<SqlWord> item, List<Source> from) {
    if (item.isEmpty()) {
      return columns;
    }
    SqlWord last = item.get(item.size() - 1);
    StructType all = columns;
    if (last.is("*")) {
      for (Source source : from) {
        for (var field : source.schema().fields()) {
          all = all.add(field);
        }
      }
      return all;
    }
    if (!last.isIdentifier()) {
      return columns;
    }
    boolean plain = item.size() == 1 || item.get(item.size() - 2).is(".");
    return from.stream()
        .flatMap(source -> Columns.field(source.schema(), last.name()).stream())
        .filter(field -> plain)
        .findFirst()
        .map(columns::add)
        .orElseGet(() -> columns.add(last.name(), DataTypes.NullType));
  }
}
