package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each way of stopping a cell, after which the kernel must go on. */
class ScalaInterruptTest {
  private static Notebook notebook;

  @BeforeAll
  static void openNotebook() {
    notebook =
        new Notebook(
            new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard()));
    notebook.run("val kept = 42");
  }

  @AfterEach
  void theKernelGoesOn() {
    assertThat(notebook.run("kept").text()).endsWith("Int = 42");
    assertThat(notebook.run("spark.range(3).count()").text()).endsWith("Long = 3");
  }

  @AfterAll
  static void closeNotebook() {
    notebook.close();
  }

  @Test
  void aWaitingCellIsInterrupted() {
    Notebook.RunningCell cell = startAndWaitForOutput("Thread.sleep(600000)");
    cell.thread().interrupt();
    assertThat(cell.join().interrupted().message()).isEqualTo("The cell was interrupted.");
  }

  @Test
  void aSparkJobIsCancelledByItsGroup() {
    Notebook.RunningCell cell =
        notebook.start(
            "sc.setJobGroup(\"to be cancelled\", \"\", true)",
            "try sc.parallelize(1 to 2, 2).foreach(_ => Thread.sleep(600000))",
            "finally sc.clearJobGroup()");
    var jobs = TestSpark.SESSION.sparkContext().statusTracker();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> jobs.getJobIdsForGroup("to be cancelled").length > 0);
    TestSpark.SESSION.sparkContext().cancelJobGroup("to be cancelled");
    assertThat(cell.join().interrupted().message())
        .isEqualTo("The cell was interrupted: its Spark job was cancelled.");
  }

  @Test
  @SuppressWarnings({"deprecation", "removal"})
  void aBusyLoopIsStopped() {
    Notebook.RunningCell cell = startAndWaitForOutput("while (true) {}");
    cell.thread().stop();
    assertThat(cell.join().interrupted().message()).isEqualTo("The cell was stopped.");
  }

  @Test
  void nothingMoreOfTheCellRunsOnceItIsInterrupted() {
    CellRun run = notebook.run("Thread.currentThread.interrupt()", "println(\"must not run\")");
    assertThat(run.interrupted().message()).isEqualTo("The cell was interrupted.");
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void anInterruptThatCameTooLateDoesNotHitTheNextCell() {
    assertThat(notebook.run("Thread.currentThread.interrupt(); val late = 1").outcome())
        .isNotNull();
    assertThat(notebook.run("kept + 1").text()).endsWith("Int = 43");
  }

  private static Notebook.RunningCell startAndWaitForOutput(String code) {
    // One statement: of two, the second would yet have to be compiled when the first has printed.
    Notebook.RunningCell cell = notebook.start("{ println(\"begun\"); " + code + " }");
    await().atMost(Duration.ofMinutes(1)).until(() -> cell.stdoutSoFar().contains("begun"));
    return cell;
  }
}
