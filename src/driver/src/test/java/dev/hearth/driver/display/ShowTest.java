package dev.hearth.driver.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Scala cells can show without an import. */
class ShowTest {
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
  void aDisplayCanBeReplacedFromTheSameCellFromLaterOnesAndFromThreads() {
    CellRun first = notebook.run("val h = display(\"one\")", "h.update(\"two\")");
    CellRun second =
        notebook.run(
            "val t = new Thread(() => h.update(spark.range(1).toDF))", "t.start(); t.join()");
    assertThat(first.displayed()).hasSize(1);
    assertThat(first.updated()).extracting(update -> text(update.bundle())).containsExactly("two");
    assertThat(second.updated())
        .extracting(CellRun.Update::displayId)
        .containsExactly(first.updated().get(0).displayId());
    assertThat(text(second.updated().get(0).bundle())).contains("| id|");
  }

  @Test
  void aHandleAsTheResultOfACellShowsNothing() {
    assertThat(notebook.run("display(1)").showsNothing().displayed()).hasSize(1);
  }

  @Test
  void markupFormulasAndImagesCarryTheirTypes() {
    CellRun run =
        notebook.run(
            "markdown(\"**bold**\")",
            "latex(\"$x^2$\")",
            "svg(\"<svg/>\")",
            "image(new java.awt.image.BufferedImage(2, 2, 1))",
            "json(\"\"\"{\"a\": [1, null]}\"\"\")",
            "json(Map(\"n\" -> Seq[Any](1, 2.5, Double.NaN, Long.MaxValue)))");
    run.succeeded();
    assertThat(run.displayed())
        .extracting(
            bundle ->
                bundle.data().keySet().stream()
                    .filter(type -> !type.equals("text/plain"))
                    .findFirst()
                    .orElseThrow())
        .containsExactly(
            "text/markdown",
            "text/latex",
            "image/svg+xml",
            "image/png",
            "application/json",
            "application/json");
    assertThat(run.displayed().get(3).data().get("image/png").toString()).startsWith("iVBORw0KGgo");
    assertThat(run.displayed().get(5).data().get("application/json"))
        .isEqualTo(Map.of("n", List.of(1, 2.5, "NaN", "9223372036854775807")));
  }

  @Test
  void bytesThatAreNoImageAreRefused() {
    assertThat(notebook.run("image(Array[Byte](1, 2, 3))").failed().message())
        .contains("3 bytes", "PNG, JPEG");
  }

  @Test
  void aVegaSpecIsATextOrAMap() {
    CellRun run =
        notebook.run(
            "vega(\"\"\"{\"mark\": \"bar\", \"title\": \"mine\"}\"\"\")",
            "vega(Map(\"$schema\" -> \"https://vega.github.io/schema/vega/v5.json\"))");
    assertThat(run.displayed().get(0).data())
        .containsKey("application/vnd.vegalite.v5+json")
        .containsEntry("text/plain", "Vega chart: mine");
    assertThat(run.displayed().get(1).data()).containsKey("application/vnd.vega.v5+json");
  }

  @Test
  void aUsersClassLooksAsRegistered() {
    notebook.run(
        "case class Money(amount: Int)",
        "displays.register(classOf[Money])(m => Media.html(\"<b>\" + m.amount + \"</b>\"))");
    assertThat(notebook.run("Money(5)").html()).isEqualTo("<b>5</b>");
  }

  @Test
  void aClassOfACellCanKnowItsOwnLook() {
    notebook.run(
        "class Own extends dev.hearth.driver.display.Displayable {",
        "  def toDisplay = Media.markdown(\"*own*\") }");
    assertThat(notebook.run("new Own").text()).isEqualTo("*own*");
  }

  @Test
  void collectionsOfCaseClassesTuplesRowsAndMapsAreTables() {
    notebook.run("case class Loan(id: Int, state: String, upb: Option[Double])");
    CellRun loans = notebook.run("Seq(Loan(1, \"CA\", Some(2.5)), Loan(2, \"<NY>\", None))");
    assertThat(loans.html()).contains(">id</th>", ">state</th>", ">upb</th>", "&lt;NY&gt;");
    assertThat(loans.text()).contains("Seq[Loan] = List(Loan(1,CA,Some(2.5))");
    assertThat(notebook.run("Array((1, \"a\"), (2, \"b\"))").html())
        .contains(">_1</th>", ">a</td>");
    assertThat(notebook.run("spark.sql(\"select 1 as one\").collect()").html())
        .contains(">one</th>");
    assertThat(notebook.run("List(Map(\"x\" -> 1), Map(\"y\" -> 2))").html())
        .contains(">x</th>", ">y</th>", "null</i>");
    assertThat(notebook.run("java.util.Arrays.asList((1, 2))").html()).contains(">_2</th>");
    assertThat(notebook.run("Some(Seq((1, 2)))").html()).contains(">_2</th>");
  }

  @Test
  void ofLongCollectionsTheFirstRowsAreShownAndLazyOnesAreNotForced() {
    assertThat(notebook.run("(1 to 1000).toList.map(i => (i, i))").html())
        .contains("showing the first 50 rows; there are more");
    CellRun lazily = notebook.run("Stream.from(1).map(i => { println(i); (i, i) })");
    assertThat(lazily.succeeded().value().orElseThrow().data()).containsOnlyKeys("text/plain");
    assertThat(lazily.stdout()).isEqualTo("1\n");
  }

  @Test
  void clearedOutputIsGone() {
    assertThat(notebook.run("display(1)", "clearOutput()", "display(2)").displayed()).hasSize(1);
  }

  private static String text(MimeBundle bundle) {
    return (String) bundle.data().get("text/plain");
  }
}
