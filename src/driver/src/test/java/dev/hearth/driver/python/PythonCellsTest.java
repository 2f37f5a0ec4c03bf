package dev.hearth.driver.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.Interpreter.Completeness;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.protocol.message.IsComplete.Verdict;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Python cells in a real ipykernel. */
@Timeout(120)
class PythonCellsTest {
  private static Notebook notebook;

  @BeforeAll
  static void openNotebook() throws IOException, InterruptedException {
    try {
      PythonCommand.find(System.getenv(), System.getProperties());
    } catch (IllegalStateException e) {
      assumeTrue(false, e.getMessage());
    }
    notebook =
        new Notebook(
            new PythonInterpreter(new PythonEnvironment(TestSpark.SESSION), TestSpark.SESSION));
  }

  @AfterAll
  static void closeNotebook() {
    if (notebook != null) {
      notebook.close();
    }
  }

  private static CellRun run(String... lines) {
    return notebook.run(lines);
  }

  private static CellOutcome.Failed failure(CellRun run) {
    return (CellOutcome.Failed) run.outcome();
  }

  @Test
  void theLastExpressionIsTheResult() {
    assertThat(run("a = 20", "a + 1").text()).isEqualTo("21");
    assertThat(run("a + 2").text()).isEqualTo("22");
    run("b = 1").showsNothing();
  }

  @Test
  void resultsAreNumberedAsTheUserSeesThem() {
    CellRun first = run("'a value'");
    assertThat(first.text()).isEqualTo("'a value'");
    assertThat(run("_").text()).isEqualTo("'a value'");
    assertThat(run("len(In) - 1 == get_ipython().execution_count").text()).isEqualTo("True");
  }

  @Test
  void bothStreamsComeOut() {
    CellRun run = run("import sys", "print('out')", "print('err', file=sys.stderr)");
    assertThat(run.stdout()).isEqualTo("out\n");
    assertThat(run.stderr()).isEqualTo("err\n");
  }

  @Test
  void aFloodOfOutputArrivesWhole() {
    CellRun run = run("for i in range(100_000): print(i)");
    assertThat(run.stdout().lines()).hasSize(100_000);
    CellRun displays =
        run("from IPython.display import display", "for i in range(5_000): display(i)");
    assertThat(displays.displayed()).hasSize(5_000);
  }

  @Test
  void anErrorHasPythonsTrace() {
    CellOutcome.Failed failed = failure(run("def f():", "    return 1 / 0", "f()"));
    assertThat(failed.name()).isEqualTo("ZeroDivisionError");
    assertThat(failed.message()).isEqualTo("division by zero");
    assertThat(String.join("\n", failed.traceback())).contains("return", "f");
  }

  @Test
  void richDisplaysComeAsTheyAre() {
    CellRun run = run("from IPython.display import HTML, display", "display(HTML('<b>x</b>'))");
    assertThat(run.displayed().toString()).contains("<b>x</b>");
  }

  @Test
  void figuresAreShown() {
    assumeTrue(
        run("import importlib.util; importlib.util.find_spec('matplotlib') is not None")
            .text()
            .equals("True"),
        "matplotlib is not installed for this Python");
    CellRun run = run("import matplotlib.pyplot as plt", "plt.plot([1, 2]); plt.show()");
    assertThat(run.displayed().toString()).contains("image/png");
  }

  @Test
  void aCellAsksItsUser() {
    notebook.type("Ann");
    assertThat(run("input('Name? ')").text()).isEqualTo("'Ann'");
  }

  @Test
  void completesInspectsAndJudges() {
    run("treasure = {'gold': 1}");
    assertThat(notebook.interpreter().complete("x = treas", 9).matches())
        .extracting(Match::text)
        .contains("treasure");
    assertThat(notebook.interpreter().complete("x = treas", 9).start()).isEqualTo(4);
    assertThat(notebook.interpreter().inspect("treasure", 3, false).orElseThrow().data())
        .containsKey("text/plain");
    Completeness unfinished = notebook.interpreter().completeness("def f():");
    assertThat(unfinished.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(unfinished.indent()).isEqualTo("    ");
  }

  @Test
  void anInterruptEndsTheCellAndKeepsTheVariables() {
    run("kept = 7");
    Notebook.RunningCell cell =
        notebook.start("print('waiting', flush=True)", "import time", "time.sleep(600)");
    await().until(() -> cell.stdoutSoFar().contains("waiting"));
    cell.thread().interrupt();
    assertThat(cell.join().interrupted().name()).isEqualTo("KeyboardInterrupt");
    assertThat(run("kept").text()).isEqualTo("7");
  }

  @Test
  void aDeadProcessIsExplainedAndReplaced() {
    run("lost = 1");
    CellOutcome.Failed failed = failure(run("import os, signal", "os.kill(os.getpid(), 9)"));
    assertThat(failed.name()).isEqualTo("PythonEnded");
    assertThat(failed.message()).contains("signal 9", "out of memory", "Spark");
    CellRun next = run("'lost' in globals()");
    assertThat(next.text()).isEqualTo("False");
    assertThat(next.stderr()).contains("without the variables");
  }

  @Test
  void withoutPySparkTheUseOfSparkSaysWhatToInstall() {
    assumeTrue(
        run("import importlib.util; importlib.util.find_spec('pyspark') is None")
            .text()
            .equals("True"),
        "PySpark is installed");
    CellOutcome.Failed failed = failure(run("spark.range(3).count()"));
    assertThat(failed.name()).isEqualTo("ModuleNotFoundError");
    assertThat(failed.message()).contains("-m pip install pyspark==" + TestSpark.SESSION.version());
    assertThat(run("spark").text()).contains("PySpark is not installed");
  }

  @Test
  void withPySparkTheSessionIsTheDriversOwn() {
    assumeTrue(
        run("import importlib.util; importlib.util.find_spec('pyspark') is not None")
            .text()
            .equals("True"),
        "PySpark is not installed for this Python");
    TestSpark.SESSION.range(3).createOrReplaceTempView("three");
    assertThat(run("spark.table('three').count()").text()).isEqualTo("3");
    assertThat(run("spark.table('three')").html()).contains("<table");
  }

  @Test
  void nothingOfTheDriversSecretsIsInItsEnvironment() {
    assertThat(run("import os", "[k for k in os.environ if k.startswith('HEARTH_')]").text())
        .isEqualTo("['HEARTH_SPARK_SESSION', 'HEARTH_SPARK_VERSION']");
  }

  @Test
  void userExpressionsAreEvaluatedByThemselves() {
    Notebook.RunningCell cell = notebook.start("n = 5");
    cell.join();
    CellOutcome outcome = notebook.interpreter().evaluate("n * 2", cell);
    assertThat(((CellOutcome.Succeeded) outcome).value().orElseThrow().data())
        .isEqualTo(Map.of("text/plain", "10"));
    assertThat(notebook.interpreter().evaluate("1 / 0", cell))
        .isInstanceOf(CellOutcome.Failed.class);
  }
}
