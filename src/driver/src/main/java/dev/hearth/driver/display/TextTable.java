package dev.hearth.driver.display;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.Utils;

/** A table as {@code Dataset.show} prints it. */
final class TextTable {
  /** A line is wider than a screen anyway. */
  private static final int MOST_CHARS = 100;

  private final Table table;
  private final int[] widths;
  private final StringBuilder text = new StringBuilder();

  private TextTable(Table table) {
    this.table = table;
    this.widths = new int[table.columns().size()];
  }

  static String of(Table table) {
    return new TextTable(table).draw();
  }

  private String draw() {
    List<String> names = table.columns().stream().map(Table.Column::name).toList();
    List<List<String>> all = new ArrayList<>();
    all.add(names);
    table.rows().forEach(row -> all.add(row.stream().map(TextTable::cell).toList()));
    for (List<String> row : all) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], Math.max(3, width(row.get(i))));
      }
    }
    rule();
    row(names);
    rule();
    all.subList(1, all.size()).forEach(this::row);
    rule();
    if (!table.whole()) {
      text.append(table.note()).append('\n');
    }
    return text.toString();
  }

  private static String cell(Table.Value value) {
    String line = value.text().replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS - 3) + "...";
  }

  private void rule() {
    text.append('+');
    for (int width : widths) {
      text.append("-".repeat(width)).append('+');
    }
    text.append('\n');
  }

  private void row(List<String> values) {
    text.append('|');
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      text.append(" ".repeat(widths[i] - width(value))).append(value).append('|');
    }
    text.append('\n');
  }

  /** In columns of a terminal, where Chinese characters, for example, take two. */
  private static int width(String value) {
    return Utils.stringHalfWidth(value);
  }
}
