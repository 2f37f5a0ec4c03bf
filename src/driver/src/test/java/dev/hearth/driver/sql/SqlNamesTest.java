package dev.hearth.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.notebook.TestSpark;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in SQL cells, by where they stand. The bar in a query is the cursor. */
class SqlNamesTest {
  private final SqlInterpreter interpreter =
      new SqlInterpreter(TestSpark.SESSION, Displays.standard());

  @BeforeAll
  static void someTables() {
    view(
        "c_loans", "1L as loan_id, 'x' as state, named_struct('rate', 1.5D, 'years', 30) as terms");
    view("c_payments", "1L as loan_id, current_date() as paid_on, 2.5 as `paid amount`");
    TestSpark.SESSION.sql("create database if not exists c_archive");
    TestSpark.SESSION.sql("drop table if exists c_archive.c_old");
    TestSpark.SESSION.sql(
        "create table c_archive.c_old (id bigint, note string comment 'why') using parquet");
  }

  private static void view(String name, String columns) {
    TestSpark.SESSION.sql("create or replace temp view " + name + " as select " + columns);
  }

  private Completion complete(String query) {
    int cursor = query.indexOf('|');
    return interpreter.complete(query.replace("|", ""), cursor);
  }

  private List<String> texts(String query) {
    return complete(query).matches().stream().map(Match::text).toList();
  }

  private String inspect(String query, boolean detailed) {
    int cursor = query.indexOf('|');
    Optional<MimeBundle> known = interpreter.inspect(query.replace("|", ""), cursor, detailed);
    return known.map(bundle -> bundle.data().get("text/plain").toString()).orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "select * from c_l|> c_loans",
        "select * from c_loans a join c_p|> c_payments",
        "select * from c_loans, c_p|> c_payments",
        "select * from c_arch|> c_archive",
        "select * from c_archive.c_|> c_old",
        "select stat| from c_loans> state",
        "select l.st| from c_loans l> state",
        "select l.| from c_loans as l> loan_id state terms",
        "select c_loans.st| from c_loans> state",
        "select terms.| from c_loans> rate years",
        "select l.terms.ra| from c_loans l> rate",
        "select * from c_loans where stat|> state",
        "select * from c_loans l join c_payments p on l.loan_id = p.lo|> loan_id",
        "select not| from c_archive.c_old> note not",
        "with recent as (select loan_id as id, state from c_loans) select * from rec|> recent",
        "with recent as (select loan_id as id, state from c_loans) select recent.| from recent> id state",
        "select s.| from (select loan_id, upper(state) as big from c_loans) s> loan_id big",
        "select 1; select stat| from c_loans> state",
        "select * from `c_l|`> c_loans",
        "select * from `c_l|> c_loans`",
        "select paid_| from c_payments> paid_on",
        "select * from c_loans whe|> where when",
        "SELECT * FROM c_loans WHE|> WHERE WHEN",
        "sel|> select",
        "use c_ar|> c_archive",
        "select percentile_appr| from c_loans> percentile_approx"
      })
  void completes(String query, String expected) {
    assertThat(texts(query)).containsExactly(expected.split(" "));
  }

  @Test
  void aNameThatNeedsQuotesIsCompletedWithThem() {
    assertThat(texts("select pai| from c_payments")).containsExactly("paid_on", "`paid amount`");
  }

  @Test
  void columnsComeBeforeKeywordsAndFunctions() {
    assertThat(texts("select s| from c_loans").subList(0, 2)).containsExactly("state", "select");
    assertThat(texts("select s| from c_loans")).contains("substring");
  }

  @Test
  void matchesSayWhatTheyAre() {
    assertThat(complete("select l.sta| from c_loans l").matches())
        .containsExactly(new Match("state", "column", "string"));
    assertThat(complete("select * from c_loan|").matches())
        .containsExactly(new Match("c_loans", "table", "temporary view"));
    assertThat(complete("select regexp_repl|").matches())
        .containsExactly(
            new Match(
                "regexp_replace", "function", "regexp_replace(str, regexp, rep[, position])"));
  }

  @Test
  void theNameAroundTheCursorIsReplaced() {
    Completion completion = complete("select '🦊', sta|te from c_loans");
    assertThat(completion.start()).isEqualTo("select '🦊', ".length());
    assertThat(completion.end()).isEqualTo("select '🦊', state".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {"select 'sta|' from c_loans", "select 1 -- sta|", "select /* sta|", "select \"st|"})
  void stringsAndCommentsAreLeftAlone(String query) {
    assertThat(texts(query)).isEmpty();
  }

  @Test
  void aFunctionIsExplained() {
    assertThat(inspect("select subst|ring(state, 1) from c_loans", false))
        .contains("function substring", "substring(str, pos[, len])")
        .doesNotContain("Examples");
    assertThat(inspect("select substring(| from c_loans", true)).contains("Examples", "since");
  }

  @Test
  void aTableIsExplainedByItsSchema() {
    assertThat(inspect("select * from |c_loans", false))
        .contains("table c_loans", "|-- terms: struct", "|    |-- rate: double");
    assertThat(inspect("select * from c_archive.c_o|ld", false)).contains("|-- note: string");
  }

  @Test
  void aColumnIsExplainedByItsType() {
    assertThat(inspect("select l.sta|te from c_loans l", false))
        .isEqualTo("state: string not null\nof table c_loans");
    assertThat(inspect("select no|te from c_archive.c_old", false)).contains("note: string", "why");
    assertThat(inspect("select terms.ra|te from c_loans", false)).contains("rate: double");
  }

  @Test
  void whatIsUnknownIsNotExplained() {
    assertThat(inspect("select nonsen|se from nowhere", false)).isEqualTo("nothing");
    assertThat(inspect("|", false)).isEqualTo("nothing");
  }

  @Test
  void theNextLineOfAStatementIsIndented() {
    assertThat(interpreter.completeness("select").indent()).isEqualTo("  ");
    assertThat(interpreter.completeness("select a,\n  b +").indent()).isEqualTo("  ");
    assertThat(interpreter.completeness("select (").indent()).isEqualTo("  ");
    assertThat(interpreter.completeness("select * from\n  (select (1 +").indent())
        .isEqualTo("      ");
    assertThat(interpreter.completeness("select ')' /* (( */ +").indent()).isEqualTo("  ");
    assertThat(interpreter.completeness("select 1 /* ((").indent()).isEmpty();
  }
}
