package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * All rows in a grid of two columns, numbers and times in intervals, other values as they are. The
 * colour is the number of rows, or a measure. Three Spark jobs.
 */
public final class HeatMap extends MeasuredChart<HeatMap> {
  private static final int USUAL_BINS = 30;
  private static final int MOST_BINS = 100;
  private static final int MOST_CATEGORIES = 30;

  private final String x;
  private final String y;
  private int bins = USUAL_BINS;

  HeatMap(Dataset<Row> rows, String x, String y) {
    super(rows);
    this.x = x;
    this.y = y;
    rows.select(rows.col(x), rows.col(y));
  }

  /** About how many intervals each axis has; 30 unless changed. */
  public HeatMap bins(int number) {
    if (number < 1 || number > MOST_BINS) {
      throw new IllegalArgumentException(
          "A heat map has between 1 and " + MOST_BINS + " bins on each axis, not " + number);
    }
    bins = number;
    return this;
  }

  /** One direction of the grid: which place a row has, and where that is. */
  private interface Side {
    Column place();

    Axis axis(String label);

    double from(int place);

    double to(int place);
  }

  private record Intervals(Bins bins) implements Side {
    @Override
    public Column place() {
      return bins.index();
    }

    @Override
    public Axis axis(String label) {
      return bins.quantity().axis(label, bins.log());
    }

    @Override
    public double from(int place) {
      return bins.from(place);
    }

    @Override
    public double to(int place) {
      return bins.from(place + 1);
    }
  }

  private record Values(Categories categories) implements Side {
    @Override
    public Column place() {
      List<String> names = categories.names();
      Column place = functions.lit(null).cast("int");
      for (int i = names.size() - 1; i >= 0; i--) {
        place = functions.when(categories.value().equalTo(names.get(i)), i).otherwise(place);
      }
      return place;
    }

    @Override
    public Axis axis(String label) {
      return Axis.categories(label, categories.names());
    }

    @Override
    public double from(int place) {
      return place;
    }

    @Override
    public double to(int place) {
      return place;
    }
  }

  @Override
  Figure aggregate(Look look) {
    Side across = side(x, look.logX());
    Side up = side(y, look.logY());
    List<Row> cells =
        rows.groupBy(across.place().as("x"), up.place().as("y"))
            .agg(measure().value().as("value"), functions.count(functions.lit(1)).as("rows"))
            .where(functions.col("x").isNotNull().and(functions.col("y").isNotNull()))
            .takeAsList((MOST_BINS + 1) * (MOST_BINS + 1) * 6);
    List<Mark> marks = new ArrayList<>();
    long counted = 0;
    for (Row cell : cells) {
      counted += cell.getLong(3);
      if (!cell.isNullAt(2)) {
        int i = cell.getInt(0);
        int j = cell.getInt(1);
        double value = cell.getDouble(2);
        marks.add(new Mark(across.from(i), across.to(i), up.from(j), up.to(j), "", value));
      }
    }
    String done =
        Numbers.compact(counted)
            + " rows in "
            + marks.size()
            + " cells; colour: "
            + measure().name();
    return Figure.of(
        look,
        done,
        across.axis(look.xLabel().orElse(x)),
        up.axis(look.yLabel().orElse(y)),
        List.of(Layer.of(Layer.Shape.RECT, marks)));
  }

  private Side side(String column, boolean log) {
    if (!Quantity.isOne(rows, column)) {
      return new Values(Categories.mostFrequent(rows, column, MOST_CATEGORIES));
    }
    Quantity quantity = Quantity.of(rows, column, "A heat map");
    return new Intervals(Bins.of(rows, quantity, bins, true, log && !quantity.time()));
  }

  @Override
  HeatMap self() {
    return this;
  }
}
