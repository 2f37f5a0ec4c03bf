package dev.hearth.driver.plot;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A chart of a measure which can be split by the values of a column. */
public abstract class SeriesChart<C extends Chart<C>> extends MeasuredChart<C> {
  private static final int MOST_SERIES = 8;

  private Optional<String> seriesColumn = Optional.empty();

  SeriesChart(Dataset<Row> rows) {
    super(rows);
  }

  /** Shows each of the most frequent values of a column in a colour of its own. */
  public C by(String column) {
    rows.col(column);
    seriesColumn = Optional.of(column);
    return self();
  }

  final boolean hasSeries() {
    return seriesColumn.isPresent();
  }

  /** Runs a Spark job if there are several series. */
  final Categories series() {
    return seriesColumn
        .map(column -> Categories.mostFrequent(rows, column, MOST_SERIES))
        .orElseGet(() -> new Categories(functions.lit(""), List.of("")));
  }

  /** The places with their series, values and numbers of rows, in a bounded number. */
  final List<Row> grouped(Column place, Categories series, int most) {
    return rows.groupBy(place.as("place"), series.value().as("series"))
        .agg(measure().value().as("value"), functions.count(functions.lit(1)).as("rows"))
        .where(functions.col("place").isNotNull())
        .orderBy("place", "series")
        .takeAsList(most);
  }
}
