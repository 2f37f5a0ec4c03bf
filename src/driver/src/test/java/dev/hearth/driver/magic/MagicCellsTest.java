package dev.hearth.driver.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Magics in Scala cells, and what of them differs in SQL cells. */
class MagicCellsTest {
  private static Notebook scala;
  private static Notebook sql;

  @BeforeAll
  static void openNotebooks() {
    scala = MagicNotebooks.scala();
    sql = MagicNotebooks.sql();
  }

  @AfterAll
  static void closeNotebooks() {
    scala.close();
    sql.close();
  }

  private static CellOutcome.Failed failure(CellRun run) {
    return (CellOutcome.Failed) run.outcome();
  }

  @Test
  void aSqlCellShowsItsResultAndKeepsItUnderAName() {
    CellRun run = scala.run("%%sql -o answers", "select 42 as answer");
    assertThat(run.text()).contains("answer", "42");
    assertThat(scala.run("answers.as[Int].head").text()).endsWith("Int = 42");
    assertThat(sql.run("select answer + 1 as next from answers").text()).contains("43");
  }

  @Test
  void aSqlCellShowsAsManyRowsAsAskedFor() {
    assertThat(scala.run("%%sql --limit 2 select * from range(5)").text()).contains("first 2 rows");
    scala.run("%%sql -q", "select 1").showsNothing();
  }

  @Test
  void aSqlCellCanShowAChart() {
    CellRun run = scala.run("%%sql --plot bar", "select 'a' as k, 1 as n union select 'b', 3");
    assertThat(run.succeeded().value().orElseThrow().data())
        .containsKeys("application/vnd.vegalite.v5+json", "text/plain");
    assertThat(failure(scala.run("%%sql --plot pie", "select 1 as n")).message()).contains("bar");
  }

  @Test
  void theWholeTraceIsShownOnDemand() {
    scala.run("val broken: Int = { sys.error(\"mishap\") }");
    assertThat(scala.run("%trace").text()).contains("mishap", "\tat ");
  }

  @Test
  void anErrorInASqlCellNamesItsLine() {
    CellRun run = scala.run("%%sql", "select 1,", "  nonsense_column");
    assertThat(run.traceback()).contains("nonsense_column", ":3");
  }

  @Test
  void unknownMagicsAndOptionsSuggestTheNearest() {
    assertThat(failure(scala.run("%%sqll", "select 1")).message()).contains("Did you mean %%sql?");
    assertThat(failure(scala.run("%job")).message()).contains("Did you mean %jobs?");
    assertThat(failure(scala.run("%%sql --limitt 3", "select 1")).message())
        .contains("Did you mean --limit?");
    assertThat(failure(scala.run("%%sql --limit x", "select 1")).message())
        .contains("a number from 1");
  }

  @Test
  void linesOfMagicsStandBeforeTheCode() {
    CellRun run = scala.run("%conf spark.sql.shuffle.partitions 3", "%time 1 + 1", "2 + 2");
    assertThat(run.text()).endsWith("Int = 4");
    assertThat(run.stdout()).startsWith("time: ");
    assertThat(run.displayed()).hasSize(2);
    assertThat(scala.run("%conf spark.sql.shuffle.partitions").text())
        .isEqualTo("spark.sql.shuffle.partitions = 3");
    scala.run("spark.conf.unset(\"spark.sql.shuffle.partitions\")");
  }

  @Test
  void aStaticPropertyCannotBeSet() {
    assertThat(failure(scala.run("%conf spark.executor.memory 4g")).message())
        .contains("cannot be changed", "%%configure");
  }

  @Test
  void errorsBehindMagicsNameTheCellsLine() {
    assertThat(scala.run("%conf spark.app.name", "", "nonsense").traceback()).contains(":3");
    assertThat(scala.run("%%time", "val x = 1", "nonsense").traceback()).contains(":3");
  }

  @Test
  void timesACell() {
    CellRun run = scala.run("%%time", "Seq(1, 2).sum");
    assertThat(run.text()).endsWith("Int = 3");
    assertThat(run.stdout()).contains("time: ");
    assertThat(scala.run("%%timeit -n 2 -r 3", "Seq(1, 2).sum").text())
        .contains("per run", "3 rounds of 2");
    assertThat(sql.run("%%timeit -n 1 -r 1", "select 1").text()).contains("1 round of 1");
  }

  @Test
  void tellsOfTheSession() {
    assertThat(scala.run("%info").text())
        .contains(TestSpark.SESSION.sparkContext().applicationId())
        .contains("Spark", "user", "ann", "in the driver");
  }

  @Test
  void listsAndCancelsJobs() {
    assertThat(failure(scala.run("%cancel 99999")).message()).contains("No job 99999 runs");
    assertThat(failure(scala.run("%cancel")).message()).contains("%jobs");
    scala.run("spark.range(10).count()");
    await().until(() -> scala.run("%jobs --all").text().contains("count"));
  }

  @Test
  void helpTellsHowToUseAMagic() {
    assertThat(scala.run("%lsmagic").text()).contains("%%sql", "%info", "%cancel");
    assertThat(scala.run("%help sql").text())
        .contains("%%sql [-o NAME] [--limit N] [--plot KIND] [-q]");
    assertThat(scala.run("%deps --help").text()).contains("--repo URL");
    assertThat(failure(scala.run("%help sqk")).message()).contains("Did you mean sql?");
  }

  @Test
  void completesNamesAndOptionsAndWhatIsInsideOfASqlCell() {
    TestSpark.SESSION.range(1).createOrReplaceTempView("magic_view");
    assertThat(scala.interpreter().complete("%%s", 3).matches())
        .extracting(Match::text)
        .contains("%%sql", "%%scala");
    assertThat(scala.interpreter().complete("%%sql --l", 9).matches())
        .extracting(Match::text)
        .containsExactly("--limit");
    String cell = "%%sql\nselect * from magic_v";
    assertThat(scala.interpreter().complete(cell, cell.length()).matches())
        .extracting(Match::text)
        .contains("magic_view");
    assertThat(scala.interpreter().inspect("%%sql\nselect 1", 3, false).orElseThrow().data())
        .containsKey("text/plain");
  }

  @Test
  void aJarThatIsNotThereIsNamed() {
    assertThat(failure(scala.run("%addjar /no/such.jar")).message()).contains("/no/such.jar");
    assertThat(failure(scala.run("%deps nonsense")).message()).contains("GROUP:ARTIFACT:VERSION");
  }
}
