package dev.hearth.driver.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * The first rows of a dataset as a table. Values become text on the executors, which cut it there:
 * what reaches the driver is bounded however large the values are.
 */
final class FirstRows {
  private static final int MOST_COLUMNS = 250;

  /** Of all values together. */
  private static final int MOST_CHARS = 2_000_000;

  private static final int MOST_CHARS_PER_VALUE = 2_000;
  private static final int LEAST_CHARS_PER_VALUE = 100;

  private final Dataset<?> dataset;
  private final List<ShownColumn> columns = new ArrayList<>();

  private FirstRows(Dataset<?> dataset) {
    this.dataset = dataset;
    StructField[] fields = dataset.schema().fields();
    for (StructField field : Arrays.copyOf(fields, Math.min(fields.length, MOST_COLUMNS))) {
      columns.add(new ShownColumn(field.name(), field.dataType()));
    }
  }

  /**
   * Runs a Spark job that fetches one row more than are shown, which tells whether there are more.
   */
  static Table of(Dataset<?> dataset, int limit) {
    return new FirstRows(dataset).fetch(limit);
  }

  private Table fetch(int limit) {
    List<Row> fetched = texts(limit).takeAsList(limit + 1);
    List<List<Table.Value>> rows = new ArrayList<>();
    for (Row row : fetched.subList(0, Math.min(fetched.size(), limit))) {
      List<Table.Value> values = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        values.add(row.isNullAt(i) ? Table.Value.NULL : columns.get(i).value(row.getString(i)));
      }
      rows.add(values);
    }
    boolean whole = fetched.size() <= limit;
    List<Table.Column> heads = columns.stream().map(ShownColumn::head).toList();
    return new Table(heads, rows, note(rows.size(), whole), whole);
  }

  /** Columns go by their place, for several may have the same name. */
  private Dataset<Row> texts(int limit) {
    int total = dataset.schema().length();
    String[] places = new String[total];
    Arrays.setAll(places, i -> "c" + i);
    Column[] texts = new Column[columns.size()];
    int most = charsPerValue(limit);
    Arrays.setAll(texts, i -> columns.get(i).text(functions.col(places[i]), most));
    return dataset.toDF(places).select(texts);
  }

  private int charsPerValue(int limit) {
    long share = MOST_CHARS / Math.max(1L, (long) columns.size() * limit);
    return (int) Math.max(LEAST_CHARS_PER_VALUE, Math.min(MOST_CHARS_PER_VALUE, share));
  }

  private String note(int shown, boolean whole) {
    String rows =
        whole ? Table.count(shown) : "showing the first " + Table.count(shown) + "; there are more";
    int left = dataset.schema().length() - columns.size();
    return left == 0
        ? rows
        : rows + "; the first " + MOST_COLUMNS + " columns, " + left + " are not shown";
  }
}
