package dev.hearth.driver.sql;

import dev.hearth.driver.kernel.Completion.Match;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;

/** The keywords of Spark's SQL, as its own parser knows them. */
final class Keywords {
  private static final List<String> ALL =
      IntStream.rangeClosed(1, SqlBaseParser.VOCABULARY.getMaxTokenType())
          .mapToObj(SqlBaseParser.VOCABULARY::getLiteralName)
          .filter(literal -> literal != null && literal.matches("'[A-Z]+'"))
          .map(literal -> literal.substring(1, literal.length() - 1))
          .sorted()
          .toList();

  private Keywords() {}

  /** In the case that the user types in. */
  static List<Match> matching(String typed) {
    boolean lower = !typed.equals(typed.toUpperCase(Locale.ROOT)) || typed.isEmpty();
    return ALL.stream()
        .filter(keyword -> Columns.startsWith(keyword, typed))
        .map(keyword -> lower ? keyword.toLowerCase(Locale.ROOT) : keyword)
        .map(keyword -> new Match(keyword, "keyword", ""))
        .toList();
  }
}
