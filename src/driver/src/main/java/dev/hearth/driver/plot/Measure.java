package dev.hearth.driver.plot;

import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What is computed of the rows that share a place in a chart.
 *
 * @param name for the axis
 * @param value a double
 * @param additive whether the values of parts add up to that of the whole
 */
record Measure(String name, Column value, boolean additive) {
  static final Measure COUNT =
      new Measure("rows", functions.count(functions.lit(1)).cast("double"), true);

  enum Function {
    SUM,
    MEAN,
    MIN,
    MAX,
    MEDIAN;

    Measure of(Dataset<Row> rows, String column) {
      Column number = Quantity.of(rows, column, "A " + lowerCase()).value();
      return new Measure(lowerCase() + " of " + column, apply(number), this == SUM);
    }

    private String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Column apply(Column number) {
      switch (this) {
        case SUM:
          return functions.sum(number);
        case MEAN:
          return functions.avg(number);
        case MIN:
          return functions.min(number);
        case MAX:
          return functions.max(number);
        default:
          return functions.percentile_approx(number, functions.lit(0.5), functions.lit(10_000));
      }
    }
  }
}
