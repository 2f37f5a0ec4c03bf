package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How a number is distributed within each value of a column, by approximate percentiles: the box
 * holds the middle half, the line in it is the median, the whiskers reach from the 5th to the 95th.
 * One Spark job.
 */
public final class BoxPlot extends Chart<BoxPlot> {
  private static final int MOST_BOXES = 100;

  private final String x;
  private final Quantity y;
  private int top = 20;

  BoxPlot(Dataset<Row> rows, String x, String y) {
    super(rows);
    this.x = x;
    this.y = Quantity.of(rows, y, "A box plot");
    rows.col(x);
  }

  /** How many boxes there are at most, of the values with the most rows; 20 unless changed. */
  public BoxPlot top(int number) {
    if (number < 1 || number > MOST_BOXES) {
      throw new IllegalArgumentException(
          "A box plot has between 1 and " + MOST_BOXES + " boxes, not " + number);
    }
    top = number;
    return this;
  }

  @Override
  Figure aggregate(Look look) {
    Column ranks =
        functions.array(
            functions.lit(0.05),
            functions.lit(0.25),
            functions.lit(0.5),
            functions.lit(0.75),
            functions.lit(0.95));
    List<Row> boxes =
        rows.groupBy(Categories.text(rows, x).as("name"))
            .agg(
                functions.percentile_approx(y.value(), ranks, functions.lit(10_000)).as("ranks"),
                functions.count(y.value()).as("rows"))
            .where(functions.col("rows").gt(0))
            .orderBy(functions.desc("rows"), functions.col("name"))
            .takeAsList(top + 1);
    boolean cut = boxes.size() > top;
    List<Row> shown = new ArrayList<>(boxes.subList(0, Math.min(boxes.size(), top)));
    shown.sort((a, b) -> a.getString(0).compareTo(b.getString(0)));
    List<Mark> whiskers = new ArrayList<>();
    List<Mark> halves = new ArrayList<>();
    List<Mark> medians = new ArrayList<>();
    long counted = 0;
    for (int i = 0; i < shown.size(); i++) {
      List<Double> at = shown.get(i).getList(1);
      double[] p = at.stream().mapToDouble(y::position).toArray();
      whiskers.add(new Mark(i, i, p[0], p[4], "", p[2]));
      halves.add(new Mark(i, i, p[1], p[3], "", p[2]));
      medians.add(new Mark(i, i, p[2], p[2], "", p[2]));
      counted += shown.get(i).getLong(2);
    }
    String done =
        Numbers.compact(counted)
            + " rows; box: middle half, whiskers: 5th to 95th percentile"
            + (cut ? "; the " + top + " most frequent values" : "");
    return Figure.of(
        look,
        done,
        Axis.categories(
            look.xLabel().orElse(x), shown.stream().map(row -> row.getString(0)).toList()),
        y.axis(look.yLabel().orElse(y.name()), look.logY()),
        List.of(
            Layer.of(Layer.Shape.RULE, whiskers),
            Layer.of(Layer.Shape.BAR, halves),
            Layer.of(Layer.Shape.TICK, medians)));
  }

  @Override
  BoxPlot self() {
    return this;
  }
}
