package dev.hearth.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.protocol.message.IsComplete.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an SQL cell can do. */
class SqlCellsTest {
  private final Notebook notebook =
      new Notebook(new SqlInterpreter(TestSpark.SESSION, Displays.standard()));

  @Test
  void aQueryIsShownAsATable() {
    CellRun run = notebook.run("select 1 as one, 'a' as letter");
    assertThat(run.text()).contains("|one|letter|", "|  1|     a|");
    assertThat(run.html()).contains("one<br><small");
  }

  @Test
  void ofSeveralStatementsTheLastOneIsShown() {
    CellRun run =
        notebook.run(
            "create or replace temp view letters as select * from values ('a'), ('b') as t(letter);",
            "",
            "select count(*) as n from letters;",
            "-- done");
    assertThat(run.text()).contains("|  2|");
  }

  @Test
  void definitionsAndBlankCellsShowNothing() {
    notebook.run("create or replace temp view one as select 1").showsNothing();
    notebook.run("set spark.sql.shuffle.partitions=2; use default").showsNothing();
    notebook.run("").showsNothing();
    notebook.run(" ;; -- only a comment", "/* ; */ ;").showsNothing();
  }

  @Test
  void semicolonsInStringsNamesAndCommentsDoNotEndAStatement() {
    CellRun run =
        notebook.run(
            "select 'a;b' as `x;y`, \"c;'d\" as s -- not; here",
            "  /* nor; /* here; */ ; */ , 'it\\'s;' as t");
    assertThat(run.text()).contains("x;y", "a;b", "c;'d", "it's;");
  }

  @Test
  void whatDoesNotParseIsShownAtItsLineAndColumn() {
    CellRun run = notebook.run("select 1;", "select 2", "  form t");
    assertThat(run.failed().message()).startsWith("[PARSE_SYNTAX_ERROR]");
    assertThat(run.traceback())
        .startsWith("cell1:3:8: [PARSE_SYNTAX_ERROR] Syntax error at or near 't'")
        .endsWith("    form t\n         ^");
  }

  @Test
  void anUnknownTableIsShownAtItsLineAndColumn() {
    CellRun run = notebook.run("select 'größe 🦊' as x;", "select *", "from nowhere");
    assertThat(run.traceback())
        .startsWith(
            "cell1:3:6: [TABLE_OR_VIEW_NOT_FOUND] The table or view `nowhere` cannot be found.")
        .endsWith("  from nowhere\n       ^");
  }

  @Test
  void theStatementsBeforeAnErrorHaveRun() {
    notebook.run("create or replace temp view ran as select 42 as x;", "select * from nowhere");
    assertThat(notebook.run("select x from ran").text()).contains("| 42|");
  }

  @Test
  void aFailureWhileRowsAreComputedNamesTheCause() {
    CellRun run = notebook.run("select raise_error('broken on purpose')");
    assertThat(run.failed().message()).contains("broken on purpose");
    assertThat(run.failed().traceback()).noneMatch(line -> line.contains("at org.apache.spark"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1|COMPLETE",
        "select 1;|COMPLETE",
        "select|INCOMPLETE",
        "select 1 +|INCOMPLETE",
        "select 1; select|INCOMPLETE",
        "select 1 +;|INVALID",
        "selct 1|INVALID",
        "-- nothing|COMPLETE"
      })
  void tellsWhetherAStatementIsComplete(String code, Verdict expected) {
    assertThat(notebook.interpreter().completeness(code).verdict()).isEqualTo(expected);
  }
}
