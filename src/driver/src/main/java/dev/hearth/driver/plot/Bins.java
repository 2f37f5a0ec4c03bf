package dev.hearth.driver.plot;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Equal intervals of a quantity.
 *
 * @param log whether they are equal on a logarithmic scale
 * @param rows that are in them
 */
record Bins(Quantity quantity, double start, double step, int count, boolean log, long rows) {

  /**
   * Runs one Spark job for the extent.
   *
   * @param wanted how many bins; about so many, with round limits, if {@code round}
   */
  static Bins of(Dataset<Row> data, Quantity quantity, int wanted, boolean round, boolean log) {
    Column value = scaled(quantity.value(), log);
    Row extent =
        data.agg(functions.count(value), functions.min(value), functions.max(value)).head();
    if (extent.getLong(0) == 0) {
      return new Bins(quantity, 0, 1, 0, log, 0);
    }
    double min = extent.getDouble(1);
    double max = extent.getDouble(2);
    long rows = extent.getLong(0);
    if (min == max) {
      return new Bins(quantity, min - 0.5, 1, 1, log, rows);
    }
    if (!round || quantity.time() || log) {
      return new Bins(quantity, min, (max - min) / wanted, wanted, log, rows);
    }
    double step = Ticks.niceStep((max - min) / wanted);
    step = quantity.whole() ? Math.max(1, step) : step;
    double start = Math.floor(min / step) * step;
    return new Bins(quantity, start, step, (int) Math.floor((max - start) / step) + 1, false, rows);
  }

  private static Column scaled(Column value, boolean log) {
    return log ? functions.when(value.gt(0), functions.log10(value)) : value;
  }

  /** The number of the bin in which a row is; NULL if in none. */
  Column index() {
    Column place =
        functions.floor(scaled(quantity.value(), log).minus(start).divide(step)).cast("int");
    // What lies on the last limit, or beside it by rounding, belongs to the last bin.
    Column first = functions.lit(0);
    Column last = functions.lit(Math.max(0, count - 1));
    return functions.when(
        quantity.value().isNotNull(),
        functions.when(place.isNotNull(), functions.greatest(first, functions.least(last, place))));
  }

  /** The lower limit of a bin, on the axis. */
  double from(int index) {
    double limit = start + index * step;
    return quantity.position(log ? Math.pow(10, limit) : limit);
  }
}
