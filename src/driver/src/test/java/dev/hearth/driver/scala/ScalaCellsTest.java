package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a Scala cell can do. */
class ScalaCellsTest {
  private static Notebook notebook;

  @BeforeAll
  static void openNotebook() {
    notebook =
        new Notebook(
            new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard()));
  }

  @AfterAll
  static void closeNotebook() {
    notebook.close();
  }

  @Test
  void theLastExpressionIsTheResult() {
    assertThat(run("val a = 20", "a + 1", "a + 2").text()).matches("res\\d+: Int = 22");
  }

  @Test
  void definitionsAndUnitShowNothing() {
    run("val x = 1").showsNothing();
    run("def f = 1").showsNothing();
    run("case class C(a: Int)").showsNothing();
    run("import java.time.Instant").showsNothing();
    run("var y = 1", "y = 2").showsNothing();
    run("()").showsNothing();
    run("println(1)").showsNothing();
  }

  @Test
  void blankCellsAndCellsOfCommentsShowNothing() {
    run("").showsNothing();
    run("  ", "").showsNothing();
    run("// nothing", "/* here", " /* nested */", "*/").showsNothing();
  }

  @Test
  void laterCellsSeeWhatEarlierOnesDefined() {
    run("val earlier = List(1, 2)", "def twice(i: Int) = i * 2");
    assertThat(run("earlier.map(twice)").text()).endsWith(": List[Int] = List(2, 4)");
    run("val earlier = \"hidden\"");
    assertThat(run("earlier").text()).endsWith("String = hidden");
  }

  @Test
  void sparkAndItsImportsAreThere() {
    assertThat(
            run("spark.range(10).agg(sum($\"id\")).as[Long].head + sc.parallelize(1 to 3).count")
                .text())
        .endsWith("Long = 48");
    assertThat(run("sql(\"select 1 as one\").as[Int].head").text()).endsWith("Int = 1");
  }

  @Test
  void aCaseClassAndADatasetOfItStandInOneCell() {
    CellRun run =
        run(
            "case class Point(x: Int, y: Int)",
            "val points = Seq(Point(1, 2), Point(3, 4)).toDS()",
            "points.map(p => p.copy(x = p.x * 10)).collect().toList");
    assertThat(run.text()).endsWith("List[Point] = List(Point(10,2), Point(30,4))");
  }

  @Test
  void whatShowsAResultSeesTheClassesOfTheCells() {
    CellRun run =
        run(
            "class Seen",
            "class Seer(name: String) {",
            "  private def loader = Thread.currentThread.getContextClassLoader",
            "  override def toString = loader.loadClass(name).getSimpleName",
            "}",
            "new Seer(classOf[Seen].getName)");
    assertThat(run.text()).endsWith("Seen");
  }

  @Test
  void importsReachIntoValuesObjectsAndPackages() {
    run("object Box { object inner { val hidden = 7 } ; class Lid }", "val box = Box")
        .showsNothing();
    run("import box.inner._", "import Box.Lid", "import java.time.{Year => Jahr}").showsNothing();
    run("import scala.concurrent.duration.Duration.Inf").showsNothing();
    assertThat(run("hidden + Jahr.of(1).getValue").text()).endsWith("Int = 8");
    assertThat(run("(new Lid).getClass.getSimpleName + Inf").text())
        .endsWith("String = LidDuration.Inf");
    run("val hidden = 1").showsNothing();
    assertThat(run("hidden").text()).endsWith("Int = 1");
  }

  @Test
  void closuresRunOnExecutors() {
    run(
        "val factor = 3",
        "val notSerializable = new Object",
        "class Box(val value: Int) extends Serializable",
        "def scaled(i: Int) = i * factor",
        "object Helper extends Serializable { def inc(i: Int) = i + 1 }");
    assertThat(
            run("sc.parallelize(1 to 4, 2).map(i => Helper.inc(scaled(i)) + new Box(factor).value).sum")
                .text())
        .endsWith("Double = 46.0");
    assertThat(run("spark.range(4).map(i => i * factor).collect().toList").text())
        .endsWith("List(0, 3, 6, 9)");
  }

  @Test
  void userDefinedFunctionsWorkInDataFramesAndSql() {
    assertThat(
            run(
                    "val plus = 100",
                    "val shift = udf((i: Long) => i + plus)",
                    "spark.udf.register(\"shift\", shift)",
                    "spark.range(2).select(shift($\"id\")).as[Long].collect().toList ++",
                    "  sql(\"select shift(7L)\").as[Long].collect()")
                .text())
        .endsWith("List(100, 101, 107)");
  }

  @Test
  void companionsSeeEachOther() {
    assertThat(
            run(
                    "class Secret private (val s: String)",
                    "",
                    "// the companion",
                    "object Secret { def make = new Secret(\"made\") }",
                    "Secret.make.s")
                .text())
        .endsWith("String = made");
  }

  @Test
  void methodsMayCallEachOther() {
    assertThat(
            run(
                    "def even(n: Int): Boolean = n == 0 || odd(n - 1)",
                    "def odd(n: Int): Boolean = n != 0 && even(n - 1)",
                    "even(10)")
                .text())
        .endsWith("Boolean = true");
  }

  @Test
  void aStatementMayUseWhatTheCellDefinesLater() {
    assertThat(
            run("def first = second + 1", "val unrelated = 0", "def second = 41", "first").text())
        .endsWith("Int = 42");
  }

  @Test
  void implicitClassesAndConversions() {
    assertThat(
            run(
                    "implicit class Shout(val s: String) { def shout = s.toUpperCase + \"!\" }",
                    "\"hi\".shout")
                .text())
        .endsWith("String = HI!");
  }

  @Test
  void stringsOfSeveralLinesKeepTheirLines() {
    assertThat(run("val text = \"\"\"one", "  two // no comment", "three\"\"\"", "text").text())
        .endsWith("String =\none\n  two // no comment\nthree");
  }

  @Test
  void namesMayBeAnyLetters() {
    assertThat(
            run("val größe = 3", "val `two words` = 4", "val 数 = 5", "größe + `two words` + 数")
                .text())
        .endsWith("Int = 12");
  }

  @Test
  void severalStatementsOnALineAndOddLayouts() {
    assertThat(run("val p = 1; val q = 2; p + q").text()).endsWith("Int = 3");
    assertThat(run("(", "  1 + 1", ")", "(2 + 2) /* a", " comment */ ; (", "3 + 3", ")").text())
        .endsWith("Int = 6");
    assertThat(run("val (l, r) = (1, 2);", "{", "  l + r", "}").text()).endsWith("Int = 3");
    assertThat(run("Seq(3, 1, 2)", "  .sorted", "  // as a chain", "  .map(_ * 2)").text())
        .endsWith("List(2, 4, 6)");
    assertThat(run("@deprecated(\"old\", \"1\")", "class Old", "@volatile var v = 1", "v").text())
        .endsWith("Int = 1");
  }

  private static CellRun run(String... lines) {
    return notebook.run(lines);
  }
}
