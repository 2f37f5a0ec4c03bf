package dev.hearth.driver.plot;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a chart; each method begins one kind of chart. Names are those of columns. */
public final class PlotSource {
  private final Dataset<Row> rows;

  PlotSource(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** How a number or a time is distributed. */
  public Histogram histogram(String column) {
    return new Histogram(rows, column);
  }

  /** A bar for each value of a column; counts rows unless another measure is named. */
  public BarChart bar(String x) {
    return new BarChart(rows, x);
  }

  /** A line over a number, a time or sorted texts; counts rows unless another measure is named. */
  public LineChart line(String x) {
    return new LineChart(rows, x);
  }

  /** A line through the mean of y at each x. */
  public LineChart line(String x, String y) {
    return new LineChart(rows, x).mean(y);
  }

  /** A sample of the rows as points. */
  public ScatterPlot scatter(String x, String y) {
    return new ScatterPlot(rows, x, y);
  }

  /** All rows, counted in a grid of two columns. */
  public HeatMap heatmap(String x, String y) {
    return new HeatMap(rows, x, y);
  }

  /** How a number is distributed within each value of a column. */
  public BoxPlot box(String x, String y) {
    return new BoxPlot(rows, x, y);
  }
}
