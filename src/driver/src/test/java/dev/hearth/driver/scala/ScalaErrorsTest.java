package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.magic.MagicNotebooks;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user sees when a Scala cell is wrong. Every test begins a notebook at cell 1. */
class ScalaErrorsTest {
  private static Interpreter interpreter;
  private final Notebook notebook = new Notebook(interpreter);

  @BeforeAll
  static void startInterpreter() {
    interpreter = MagicNotebooks.scala().interpreter();
  }

  @AfterAll
  static void closeInterpreter() {
    interpreter.close();
  }

  @Test
  void aCompileErrorHasItsLineAndACaret() {
    CellRun run = notebook.run("", "val a = 1", "  a + wrong // here", "");
    assertThat(run.failed().name()).isEqualTo("CompileError");
    assertThat(run.failed().message()).isEqualTo("not found: value wrong");
    assertThat(run.traceback())
        .isEqualTo(
            """
            cell1:3:7: error: not found: value wrong
                a + wrong // here
                    ^""");
  }

  @Test
  void allErrorsOfTheFirstWrongStatementAndAfterAreShown() {
    CellRun run = notebook.run("val a: Int = \"text\"", "val b = 2", "val c = nothing(b)");
    assertThat(run.traceback())
        .contains(
            "cell1:1:14: error: type mismatch;", "cell1:3:9: error: not found: value nothing");
  }

  @Test
  void anErrorInALaterStatementLeavesWhatRanBefore() {
    CellRun run = notebook.run("println(\"ran\")", "val kept = 1", "kept.wrong");
    assertThat(run.stdout()).isEqualTo("ran\n");
    assertThat(run.traceback())
        .startsWith("cell1:3:6: error: value wrong is not a member of Int\n  kept.wrong\n       ^");
    assertThat(notebook.run("kept").text()).endsWith("Int = 1");
  }

  @Test
  void whatDoesNotParseIsShownWithItsLine() {
    assertThat(notebook.run("val ok = 1", "val = 2").traceback())
        .startsWith("cell1:2:5: error: illegal start of simple pattern\n  val = 2\n      ^");
    assertThat(notebook.run("foo(1,").traceback())
        .isEqualTo(
            "cell2:1:7: error: the cell ends in the middle of a statement\n  foo(1,\n        ^");
    assertThat(notebook.run("val s = \"open").traceback())
        .startsWith("cell3:1:9: error: unclosed string");
  }

  @Test
  void namesInMessagesAreTheUsersOwn() {
    CellRun run = notebook.run("case class Point(x: Int)", "val p: Point = \"text\"");
    assertThat(run.traceback()).contains("required: Point").doesNotContain("$");
  }

  @Test
  void anErrorDoesNotSpoilTheNextCell() {
    notebook.run("wrong");
    notebook.run("}");
    assertThat(notebook.run("1 + 1").text()).endsWith("Int = 2");
  }

  @Test
  void warningsGoToStandardErrorWithTheirLines() {
    CellRun run =
        notebook.run(
            "@deprecated(\"use other\", \"1.0\") def old = 1", "val x = 2", "", "val y = old + x");
    run.showsNothing();
    assertThat(run.stderr())
        .isEqualTo(
            """
            cell1:4:9: warning: method old is deprecated (since 1.0): use other
              val y = old + x
                      ^
            """);
  }

  @Test
  void anExceptionHasTheUsersFramesOnly() {
    notebook.run("def divide(a: Int, b: Int) = {", "  a / b", "}");
    CellRun run = notebook.run("val zero = 0", "", "divide(1, zero)");
    assertThat(run.failed().name()).isEqualTo("java.lang.ArithmeticException");
    assertThat(run.failed().message()).isEqualTo("/ by zero");
    assertThat(run.traceback())
        .isEqualTo(
            """
            java.lang.ArithmeticException: / by zero
              at divide (cell1:2)
              at cell2:3
                divide(1, zero)""");
  }

  @Test
  void framesInClassesAndLambdasAreNamed() {
    CellRun run =
        notebook.run(
            "class Account(balance: Int) {",
            "  def draw(n: Int) =",
            "    if (n > balance) throw new IllegalStateException(\"overdrawn\") else n",
            "}",
            "List(1, 2).map { n =>",
            "  new Account(1).draw(n)",
            "}");
    assertThat(run.traceback())
        .isEqualTo(
            """
            java.lang.IllegalStateException: overdrawn
              at Account.draw (cell1:3)
                if (n > balance) throw new IllegalStateException("overdrawn") else n
              at cell1:6
              at cell1:5""");
  }

  @Test
  void causesAreShownAndExceptionsOfTheUsersNamedAsTheyAre() {
    CellRun run =
        notebook.run(
            "case class Broken(why: String, inner: Throwable) extends Exception(why, inner)",
            "try Integer.parseInt(\"x\")",
            "catch { case e: NumberFormatException => throw Broken(\"no number\", e) }");
    assertThat(run.failed().name()).isEqualTo("Broken");
    assertThat(run.traceback())
        .isEqualTo(
            """
            Broken: no number
              at cell1:3
                catch { case e: NumberFormatException => throw Broken("no number", e) }
              at cell1:2
            Caused by: java.lang.NumberFormatException: For input string: "x"
              at cell1:2""");
  }

  @Test
  void ofAFailedTaskTheUsersExceptionAndLineComeFirst() {
    CellRun run =
        notebook.run(
            "val numbers = sc.parallelize(Seq(1, 0), 1)",
            "def inverse(n: Int) =",
            "  100 / n",
            "numbers",
            "  .map(n => inverse(n))",
            "  .sum");
    assertThat(run.failed().name()).isEqualTo("java.lang.ArithmeticException");
    assertThat(run.failed().message()).isEqualTo("/ by zero");
    assertThat(run.failed().traceback().subList(0, 4))
        .containsExactly(
            "java.lang.ArithmeticException: / by zero",
            "  at inverse (cell1:3)",
            "    100 / n",
            "  at cell1:5");
    assertThat(run.traceback())
        .containsPattern("\nIn task \\d of stage \\d+$")
        .doesNotContain("\tat", "at org.apache.spark", "$iw", "Driver stacktrace");
  }

  @Test
  void soItIsForUserDefinedFunctions() {
    CellRun run =
        notebook.run(
            "val broken = udf { (n: Long) =>",
            "  if (n == 1) sys.error(\"cannot do \" + n) else n",
            "}",
            "spark.range(3).select(broken($\"id\")).collect()");
    assertThat(run.failed().name()).isEqualTo("java.lang.RuntimeException");
    assertThat(run.failed().message()).isEqualTo("cannot do 1");
    assertThat(run.failed().traceback().get(1)).isEqualTo("  at broken (cell1:2)");
  }

  @Test
  void whatSparkRefusesIsShownWithoutItsPlan() {
    CellRun run = notebook.run("spark.range(1)", "  .select(\"nothing\")");
    assertThat(run.failed().message()).startsWith("[UNRESOLVED_COLUMN");
    assertThat(run.traceback()).contains("  at cell1:").doesNotContain("Project", "+- Range");
  }

  @Test
  void aFailureInAThreadOfAFutureIsShown() {
    CellRun run =
        notebook.run(
            "import scala.concurrent._, duration._, ExecutionContext.Implicits.global",
            "Await.result(Future {",
            "  sys.error(\"in the future\")",
            "}, 10.seconds)");
    assertThat(run.failed().message()).isEqualTo("in the future");
    assertThat(run.traceback()).contains("at cell1:3");
  }

  @Test
  void endlessRecursionIsShownInShort() {
    CellRun run = notebook.run("def down(n: Int): Int = 1 + down(n + 1)", "down(0)");
    assertThat(run.failed().name()).isEqualTo("java.lang.StackOverflowError");
    assertThat(run.failed().traceback()).hasSizeLessThan(60);
    assertThat(notebook.run("1").text()).endsWith("Int = 1");
  }

  @Test
  void anUnknownMagicIsAnsweredWithWhatThereIs() {
    CellRun run = notebook.run("%%sqll", "select 1");
    assertThat(run.failed().message())
        .isEqualTo("There is no magic %%sqll. Did you mean %%sql? %lsmagic lists all.");
  }

  @Test
  void errorsInSqlCellsHaveTheLinesOfTheCell() {
    CellRun run = notebook.run("%%sql", "select *", "from nowhere");
    assertThat(run.traceback()).startsWith("cell1:3:6: [TABLE_OR_VIEW_NOT_FOUND]");
  }

  @Test
  void forAnUnknownNameTheNearestIsSuggested() {
    notebook.run("val amounts = List(1, 2)");
    assertThat(notebook.run("val n = 1", "amuonts.sum + n").traceback())
        .endsWith("Did you mean amounts?");
    assertThat(notebook.run("amounts.revrese").traceback()).endsWith("Did you mean reverse?");
  }

  @Test
  void forAnUnknownColumnOrTableTheNearestIsSuggested() {
    notebook.run("Seq((1, 2)).toDF(\"id\", \"amount\").createOrReplaceTempView(\"payments\")");
    assertThat(notebook.run("spark.table(\"payments\").select(\"amonut\")").traceback())
        .endsWith("Did you mean amount?");
    assertThat(notebook.run("%%sql", "select * from paymnets").traceback())
        .endsWith("Did you mean payments?");
  }

  @Test
  void aPathThatIsNotThereGetsTheNearestOne() {
    String folder = TestSpark.CLASSES.toAbsolutePath().toString();
    CellRun run = notebook.run("spark.read.text(\"" + folder + "x\")");
    assertThat(run.traceback()).endsWith("Did you mean " + folder + "?");
  }

  @Test
  void whatCannotBeSentToExecutorsIsNamed() {
    notebook.run("class Connection { def get = 1 }", "val connection = new Connection");
    CellRun run = notebook.run("sc.parallelize(1 to 2).map(n => n + connection.get).collect()");
    assertThat(run.traceback())
        .contains("Task not serializable")
        .contains("The value connection (Connection) is used in code that runs on executors");
  }

  @Test
  void sqlTextThatDoesNotParseIsShownWithThePlace() {
    assertThat(notebook.run("spark.sql(\"select * form t\")").traceback())
        .contains("[PARSE_SYNTAX_ERROR]", "== SQL ==", "^^^", "at cell1:1");
  }

  @Test
  void arithmeticErrorsOfAnsiModeAreShort() {
    CellRun run =
        notebook.run(
            "spark.conf.set(\"spark.sql.ansi.enabled\", true)",
            "try spark.sql(\"select id / 0 from range(2)\").collect()",
            "finally spark.conf.unset(\"spark.sql.ansi.enabled\")");
    assertThat(run.traceback())
        .startsWith("org.apache.spark.SparkArithmeticException: [DIVIDE_BY_ZERO]");
  }
}
