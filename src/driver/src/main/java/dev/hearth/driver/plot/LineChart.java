package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A measure over a number, a time or sorted texts. Where x has very many values, those of an
 * interval become one point. At most three Spark jobs.
 */
public final class LineChart extends SeriesChart<LineChart> {
  private static final int MOST_POINTS = 400;
  private static final int BINS = 200;
  private static final int MOST_SERIES = 9;

  private final String column;

  LineChart(Dataset<Row> rows, String column) {
    super(rows);
    this.column = column;
    rows.col(column);
  }

  @Override
  Figure aggregate(Look look) {
    return Quantity.isOne(rows, column) ? overQuantity(look) : overTexts(look);
  }

  private Figure overQuantity(Look look) {
    Quantity x = Quantity.of(rows, column, "A line");
    long distinct = rows.agg(functions.approx_count_distinct(x.value())).head().getLong(0);
    boolean binned = distinct > MOST_POINTS;
    Column place = x.value();
    Bins bins = null;
    if (binned) {
      bins = Bins.of(rows, x, BINS, true, look.logX() && !x.time());
      place = bins.index();
    }
    Categories series = series();
    List<Mark> marks = new ArrayList<>();
    long counted = 0;
    for (Row row : grouped(place, series, 2 * MOST_POINTS * MOST_SERIES)) {
      counted += row.getLong(3);
      if (!row.isNullAt(2)) {
        double at =
            binned
                ? (bins.from(row.getInt(0)) + bins.from(row.getInt(0) + 1)) / 2
                : x.position(row.getDouble(0));
        marks.add(Mark.point(at, row.getDouble(2), row.getString(1)));
      }
    }
    String done = Numbers.compact(counted) + " rows";
    return figure(
        look,
        x.axis(look.xLabel().orElse(column), look.logX()),
        ordered(marks, series),
        binned ? done + " in " + bins.count() + " intervals of " + column : done);
  }

  private Figure overTexts(Look look) {
    Categories series = series();
    List<Row> groups = grouped(Categories.text(rows, column), series, MOST_POINTS * MOST_SERIES);
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Mark> marks = new ArrayList<>();
    long counted = 0;
    for (Row row : groups) {
      Integer known = places.get(row.getString(0));
      if (known == null && places.size() == MOST_POINTS) {
        break;
      }
      places.putIfAbsent(row.getString(0), places.size());
      counted += row.getLong(3);
      if (!row.isNullAt(2)) {
        marks.add(Mark.point(places.get(row.getString(0)), row.getDouble(2), row.getString(1)));
      }
    }
    String done = Numbers.compact(counted) + " rows";
    return figure(
        look,
        Axis.categories(look.xLabel().orElse(column), List.copyOf(places.keySet())),
        ordered(marks, series),
        places.size() < MOST_POINTS
            ? done
            : done + "; the first " + MOST_POINTS + " values of " + column);
  }

  private Figure figure(Look look, Axis x, List<Mark> marks, String done) {
    Axis y = Axis.numbers(look.yLabel().orElse(measure().name()), look.logY(), false);
    return Figure.of(look, done, x, y, List.of(Layer.of(Layer.Shape.LINE, marks)));
  }

  /** The most frequent series gets the first colour. */
  private static List<Mark> ordered(List<Mark> marks, Categories series) {
    List<Mark> bySeries = new ArrayList<>();
    for (String name : series.names()) {
      marks.stream().filter(mark -> mark.series().equals(name)).forEach(bySeries::add);
    }
    return bySeries;
  }

  @Override
  LineChart self() {
    return this;
  }
}
