package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.magic.MagicNotebooks;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a Scala cell prints and shows while it runs. */
class ScalaOutputTest {
  private static Notebook notebook;

  @BeforeAll
  static void openNotebook() {
    notebook = MagicNotebooks.scala();
  }

  @AfterAll
  static void closeNotebook() {
    notebook.close();
  }

  @Test
  void cellsReadWhatTheUserTypes() {
    notebook.type("Ann");
    notebook.type("41");
    CellRun run =
        notebook.run(
            "import scala.io.StdIn",
            "val name = StdIn.readLine(\"Name? \")",
            "val age = StdIn.readInt()",
            "name + (age + 1)");
    assertThat(run.text()).endsWith("Ann42");
    assertThat(run.stdout()).isEqualTo("Name? ");
  }

  @Test
  void printedTextArrivesWhileTheCellRuns() {
    Notebook.RunningCell cell =
        notebook.start(
            "println(\"first\")",
            "val gate = new Object",
            "gate.synchronized { gate.wait(600000) }");
    await().atMost(Duration.ofMinutes(1)).until(() -> cell.stdoutSoFar().equals("first\n"));
    cell.thread().interrupt();
    cell.join().interrupted();
  }

  @Test
  void tenThousandLinesArriveCompleteAndInOrder() {
    CellRun run = notebook.run("(1 to 10000).foreach(i => println(\"line \" + i))");
    assertThat(run.stdout())
        .isEqualTo(
            IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void threadsFuturesTasksAndJavaCodePrintToTheCell() {
    CellRun run =
        notebook.run(
            "import scala.concurrent._, duration._, ExecutionContext.Implicits.global",
            "val t = new Thread(() => println(\"thread\"))",
            "t.start(); t.join()",
            "Await.result(Future { println(\"future\") }, 1.minute)",
            "System.out.println(\"java\")",
            "Console.err.println(\"console\")",
            "new Exception(\"trace\").printStackTrace()",
            "sc.parallelize(Seq(1), 1).foreach(_ => println(\"task\"))",
            "spark.range(1).show()");
    assertThat(run.stdout()).startsWith("thread\nfuture\njava\ntask\n+---+\n| id|\n");
    assertThat(run.stderr()).startsWith("console\njava.lang.Exception: trace\n");
  }

  @Test
  void valuesAreShownWhereTheCellAsks() {
    CellRun run =
        notebook.run(
            "display(spark.range(100).toDF, 2)",
            "display(List(1, 2))",
            "html(\"<b>bold</b>\")",
            "val t = new Thread(() => display(\"from a thread\"))",
            "t.start(); t.join()");
    assertThat(run.displayed())
        .extracting(bundle -> bundle.data().get("text/plain").toString().strip())
        .satisfiesExactly(
            table -> assertThat(table).endsWith("showing the first 2 rows; there are more"),
            list -> assertThat(list).isEqualTo("List(1, 2)"),
            markup -> assertThat(markup).isEqualTo("HTML of 11 characters"),
            thread -> assertThat(thread).isEqualTo("from a thread"));
    assertThat(run.displayed())
        .element(2)
        .extracting(MimeBundle::data)
        .isEqualTo(
            java.util.Map.of("text/html", "<b>bold</b>", "text/plain", "HTML of 11 characters"));
  }

  @Test
  void resultsOfAllKindsAreReadable() {
    assertThat(notebook.run("Array(Array(1, 2), Array(3))").text())
        .endsWith("Array[Array[Int]] = Array(Array(1, 2), Array(3))");
    assertThat(notebook.run("Map(\"a\" -> Seq(1.5), \"b\" -> Nil)").text())
        .endsWith("= Map(a -> List(1.5), b -> List())");
    assertThat(notebook.run("(1, \"x\", Some(Array(1.5)), None)").text())
        .endsWith("= (1,x,Some(Array(1.5)),None)");
    assertThat(notebook.run("null").text()).endsWith("Null = null");
    assertThat(notebook.run("(1 to 1000000).toList").text())
        .contains("List(1, 2, 3")
        .endsWith("199, 200, ... (only the first 200 shown))");
    assertThat(notebook.run("Stream.from(1)").text()).endsWith("Stream(1, ?)");
    assertThat(
            notebook
                .run(
                    "case class Plain(n: Int, a: Array[Int])",
                    "class Own { override def toString = \"own text\" }",
                    "case class Named(n: Int) { override def toString = \"named \" + n }",
                    "(Plain(1, Array(2)), Named(3), new Own, Vector(1), Set(1))")
                .text())
        .endsWith("= (Plain(1,Array(2)),named 3,own text,Vector(1),Set(1))");
  }

  @Test
  void aDataFrameAsTheResultIsATable() {
    CellRun run = notebook.run("Seq((1, \"a\"), (2, \"b\")).toDF(\"id\", \"letter\")");
    assertThat(run.html())
        .containsPattern("text-align:right[^>]*>1</td><td style=\"text-align:left\">a</td>");
    assertThat(run.text()).contains("|  1|     a|");
  }

  @Test
  void anSqlCellShowsItsRows() {
    notebook.run("spark.range(3).createOrReplaceTempView(\"three\")");
    assertThat(notebook.run("", "%%sql", "-- a comment", "select max(id) as top from three").text())
        .contains("|  2|");
    assertThat(notebook.run("%%sql select 7 as seven").text()).contains("|    7|");
  }
}
