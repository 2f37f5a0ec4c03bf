package dev.hearth.driver.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.CellRun;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Charts of real rows. */
class PlotTest {
  private final Dataset<Row> rows =
      TestSpark.SESSION
          .range(10_000)
          .selectExpr(
              "id",
              "concat('g', id % 3) as grade",
              "concat('z', id % 50) as zip",
              "id / 100 as value",
              "date_add(date'2024-01-01', cast(id % 90 as int)) as day");

  @Test
  void aHistogramCountsEveryRowInAFewBins() {
    Figure figure = Plots.plot(rows).histogram("value").bins(40).figure();
    assertThat(figure.marks()).isEqualTo(40);
    assertThat(figure.allMarks().mapToDouble(Mark::value).sum()).isEqualTo(10_000);
    assertThat(figure.subtitle()).isEqualTo("10 k rows in 40 bins");
  }

  @Test
  void ofManyBarsTheLargestAreShownAndTheOthersTogether() {
    Figure figure = Plots.plot(rows).bar("zip").top(5).figure();
    assertThat(figure.marks()).isEqualTo(6);
    assertThat(figure.allMarks().mapToDouble(Mark::value).sum()).isEqualTo(10_000);
    assertThat(figure.subtitle()).contains("5 largest");
  }

  @Test
  void aLineWithVeryManyPlacesIsBinned() {
    Figure figure = Plots.plot(rows).line("value", "id").figure();
    assertThat(figure.marks()).isLessThan(400);
    assertThat(figure.subtitle()).contains("10 k rows in", "intervals of value");
  }

  @Test
  void aScatterPlotSamplesAsManyAsAsked() {
    Figure figure = Plots.plot(rows).scatter("id", "value").by("grade").sample(500).figure();
    assertThat(figure.marks()).isEqualTo(500);
    assertThat(figure.series()).containsExactlyInAnyOrder("g0", "g1", "g2");
  }

  @Test
  void aHeatMapAndABoxPlotShowAllRowsInAFewMarks() {
    assertThat(Plots.plot(rows).heatmap("id", "grade").figure().marks()).isLessThan(120);
    assertThat(Plots.plot(rows).box("grade", "value").figure().marks()).isEqualTo(9);
  }

  @Test
  void theSchemaChoosesTheChart() {
    assertThat(auto("day", "value")).isInstanceOf(LineChart.class);
    assertThat(auto("grade", "value")).isInstanceOf(BarChart.class);
    assertThat(auto("id", "value")).isInstanceOf(ScatterPlot.class);
    assertThatThrownBy(
            () -> Plots.auto(rows, Optional.of("pie"), Optional.empty(), Optional.empty()))
        .hasMessageContaining("pie", "histogram");
  }

  private Chart<?> auto(String x, String y) {
    return Plots.auto(rows, Optional.empty(), Optional.of(x), Optional.of(y));
  }

  @Test
  void aTextIsNotMeasured() {
    assertThatThrownBy(() -> Plots.plot(rows).histogram("grade"))
        .hasMessageContaining("grade is string", "bar(\"grade\")");
  }

  @Test
  void aScalaCellShowsAPlotAsVegaLiteSvgAndText() {
    try (Notebook notebook =
        new Notebook(
            new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard()))) {
      CellRun run =
          notebook.run(
              "plot(spark.range(100).selectExpr(\"id % 4 as k\", \"id as v\"))"
                  + ".bar(\"k\").mean(\"v\").title(\"a < b\")");
      assertThat(run.succeeded().value().orElseThrow().data())
          .containsOnlyKeys("application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain")
          .hasEntrySatisfying(
              "image/svg+xml", svg -> assertThat((String) svg).contains("a &lt; b"));
      assertThat(run.text()).startsWith("a < b: mean of v over k (100 rows)");
    }
  }
}
