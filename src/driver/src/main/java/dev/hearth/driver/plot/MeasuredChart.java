package dev.hearth.driver.plot;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A chart of a measure: how many rows there are, or something of one of their columns. */
public abstract class MeasuredChart<C extends Chart<C>> extends Chart<C> {
  private Measure measure = Measure.COUNT;

  MeasuredChart(Dataset<Row> rows) {
    super(rows);
  }

  /** Counts rows. */
  public C count() {
    measure = Measure.COUNT;
    return self();
  }

  public C sum(String column) {
    return measured(Measure.Function.SUM, column);
  }

  public C mean(String column) {
    return measured(Measure.Function.MEAN, column);
  }

  public C min(String column) {
    return measured(Measure.Function.MIN, column);
  }

  public C max(String column) {
    return measured(Measure.Function.MAX, column);
  }

  /** Approximate. */
  public C median(String column) {
    return measured(Measure.Function.MEDIAN, column);
  }

  final Measure measure() {
    return measure;
  }

  private C measured(Measure.Function function, String column) {
    measure = function.of(rows, column);
    return self();
  }
}
