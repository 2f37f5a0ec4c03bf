package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows as points: all of few, a uniform sample of many. Two Spark jobs, one that counts and one
 * that samples.
 */
public final class ScatterPlot extends Chart<ScatterPlot> {
  private static final int USUAL_POINTS = 1_000;
  private static final int MOST_POINTS = 20_000;
  private static final int MOST_SERIES = 8;

  /** The same rows give the same picture. */
  private static final long SEED = 7;

  private final Quantity x;
  private final Quantity y;
  private int points = USUAL_POINTS;
  private Optional<String> seriesColumn = Optional.empty();

  ScatterPlot(Dataset<Row> rows, String x, String y) {
    super(rows);
    this.x = Quantity.of(rows, x, "A scatter plot");
    this.y = Quantity.of(rows, y, "A scatter plot");
  }

  /** How many points there are at most; 1000 unless changed. */
  public ScatterPlot sample(int number) {
    if (number < 1 || number > MOST_POINTS) {
      throw new IllegalArgumentException(
          "A scatter plot has between 1 and "
              + MOST_POINTS
              + " points, not "
              + number
              + ". All rows in one picture: heatmap(x, y).");
    }
    points = number;
    return this;
  }

  /** Gives each of the most frequent values of a column a colour of its own. */
  public ScatterPlot by(String column) {
    rows.col(column);
    seriesColumn = Optional.of(column);
    return this;
  }

  @Override
  Figure aggregate(Look look) {
    Column series = seriesColumn.map(name -> Categories.text(rows, name)).orElse(functions.lit(""));
    Dataset<Row> complete =
        rows.select(x.value().as("x"), y.value().as("y"), series.as("series"))
            .where(functions.col("x").isNotNull().and(functions.col("y").isNotNull()));
    long all = complete.count();
    // Each partition keeps as many as are wanted: nothing is shuffled or sorted as a whole.
    Dataset<Row> chosen = all > points ? complete.orderBy(functions.rand(SEED)) : complete;
    List<Row> sampled = chosen.takeAsList(points);
    Axis xAxis = x.axis(look.xLabel().orElse(x.name()), look.logX());
    Axis yAxis = y.axis(look.yLabel().orElse(y.name()), look.logY());
    String done =
        all > points
            ? "a sample of " + Numbers.compact(points) + " of " + Numbers.compact(all) + " rows"
            : Numbers.compact(all) + " rows";
    return Figure.of(
        look, done, xAxis, yAxis, List.of(Layer.of(Layer.Shape.POINT, marks(sampled))));
  }

  private List<Mark> marks(List<Row> sampled) {
    Map<String, Long> counts =
        sampled.stream()
            .collect(Collectors.groupingBy(row -> row.getString(2), Collectors.counting()));
    List<String> order =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .limit(MOST_SERIES)
            .toList();
    Function<String, String> shown = name -> order.contains(name) ? name : Categories.OTHERS;
    List<Mark> marks = new ArrayList<>();
    for (Row row : sampled) {
      marks.add(
          Mark.point(
              x.position(row.getDouble(0)),
              y.position(row.getDouble(1)),
              shown.apply(row.getString(2))));
    }
    return marks;
  }

  @Override
  ScatterPlot self() {
    return this;
  }
}
