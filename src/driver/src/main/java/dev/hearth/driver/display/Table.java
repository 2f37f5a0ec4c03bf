package dev.hearth.driver.display;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The first rows of a dataset, as text.
 *
 * @param more whether the dataset has more rows
 */
record Table(List<Column> columns, List<List<String>> rows, boolean more) {
  /** Longer values are cut, on the executors. */
  static final int MOST_CHARS_PER_VALUE = 200;

  record Column(String name, String type, boolean numeric) {}

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Runs a Spark job that fetches one row more than are shown, which tells whether there are more.
   */
  static Table fetch(Dataset<?> dataset, int limit) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : dataset.schema().fields()) {
      columns.add(
          new Column(
              field.name(), typeName(field.dataType()), field.dataType() instanceof NumericType));
    }
    // Values look as in Dataset.show, which formats by this method, too; its first row is the
    // names.
    List<Seq<String>> fetched =
        JavaConverters.seqAsJavaList(dataset.getRows(limit, MOST_CHARS_PER_VALUE));
    List<List<String>> rows = new ArrayList<>();
    for (Seq<String> row : fetched.subList(1, Math.min(fetched.size(), limit + 1))) {
      rows.add(JavaConverters.seqAsJavaList(row));
    }
    return new Table(columns, rows, fetched.size() - 1 > limit);
  }

  /** Nested types can be longer than any value. */
  private static String typeName(DataType type) {
    String name = type.simpleString();
    return name.length() > 60 ? name.substring(0, 57) + "..." : name;
  }

  /** What to say below the rows, if there are more. */
  String note() {
    String count = rows.size() + (rows.size() == 1 ? " row" : " rows");
    return more ? "showing the first " + count + "; there are more" : count;
  }
}
