package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The most frequent values of a column; all others are one more category. */
record Categories(Column value, List<String> names) {
  static final String OTHERS = "others";

  /** A value as a category; NULL is one, too. */
  static Column text(Dataset<Row> rows, String column) {
    return functions.coalesce(rows.col(column).cast("string"), functions.lit("null"));
  }

  /** Runs one Spark job. */
  static Categories mostFrequent(Dataset<Row> rows, String column, int most) {
    Column text = text(rows, column);
    List<Row> counts =
        rows.groupBy(text.as("name"))
            .agg(functions.count(functions.lit(1)).as("n"))
            .orderBy(functions.desc("n"), functions.col("name"))
            .takeAsList(most + 1);
    List<String> names =
        new ArrayList<>(counts.stream().limit(most).map(row -> row.getString(0)).toList());
    if (counts.size() <= most) {
      return new Categories(text, names);
    }
    Column merged = functions.when(text.isInCollection(names), text).otherwise(OTHERS);
    names.add(OTHERS);
    return new Categories(merged, names);
  }
}
