package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How a number or a time is distributed: rows counted in equal intervals. Two Spark jobs, one for
 * the extent and one that counts.
 */
public final class Histogram extends Chart<Histogram> {
  private static final int USUAL_BINS = 40;
  private static final int MOST_BINS = 500;
  private static final int MOST_SERIES = 8;

  private final String column;
  private final Quantity quantity;
  private int bins = USUAL_BINS;
  private boolean round = true;
  private Optional<String> seriesColumn = Optional.empty();

  Histogram(Dataset<Row> rows, String column) {
    super(rows);
    this.column = column;
    this.quantity = Quantity.of(rows, column, "A histogram");
  }

  /** Exactly so many intervals; without this, about 40 with round limits. */
  public Histogram bins(int number) {
    if (number < 1 || number > MOST_BINS) {
      throw new IllegalArgumentException(
          "A histogram has between 1 and " + MOST_BINS + " bins, not " + number);
    }
    bins = number;
    round = false;
    return this;
  }

  /** Stacks each of the most frequent values of a column in a colour of its own. */
  public Histogram by(String name) {
    rows.col(name);
    seriesColumn = Optional.of(name);
    return this;
  }

  @Override
  Figure aggregate(Look look) {
    Bins intervals = Bins.of(rows, quantity, bins, round, look.logX() && !quantity.time());
    Categories series =
        seriesColumn
            .map(name -> Categories.mostFrequent(rows, name, MOST_SERIES))
            .orElseGet(() -> new Categories(functions.lit(""), List.of("")));
    List<Row> counts =
        rows.groupBy(intervals.index().as("bin"), series.value().as("series"))
            .count()
            .where(functions.col("bin").isNotNull())
            .takeAsList(MOST_BINS * (MOST_SERIES + 1));
    Axis x = quantity.axis(look.xLabel().orElse(column), look.logX());
    Axis y = Axis.numbers(look.yLabel().orElse("rows"), look.logY(), true);
    String done = Numbers.compact(intervals.rows()) + " rows in " + intervals.count() + " bins";
    return Figure.of(
        look, done, x, y, List.of(Layer.of(Layer.Shape.BAR, stacked(counts, series, intervals))));
  }

  private static List<Mark> stacked(List<Row> counts, Categories series, Bins bins) {
    Map<String, Map<Integer, Long>> bySeries = new HashMap<>();
    for (Row row : counts) {
      bySeries
          .computeIfAbsent(row.getString(1), name -> new HashMap<>())
          .put(row.getInt(0), row.getLong(2));
    }
    double[] height = new double[bins.count()];
    List<Mark> marks = new ArrayList<>();
    for (String name : series.names()) {
      Map<Integer, Long> own = bySeries.getOrDefault(name, Map.of());
      for (int i = 0; i < bins.count(); i++) {
        long n = own.getOrDefault(i, 0L);
        if (n > 0) {
          marks.add(new Mark(bins.from(i), bins.from(i + 1), height[i], height[i] + n, name, n));
          height[i] += n;
        }
      }
    }
    return marks;
  }

  @Override
  Histogram self() {
    return this;
  }
}
