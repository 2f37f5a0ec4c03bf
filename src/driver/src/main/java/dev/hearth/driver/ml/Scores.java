package dev.hearth.driver.ml;

import dev.hearth.driver.display.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names and numbers, one in a line. */
final class Scores {
  private final List<List<Table.Value>> lines = new ArrayList<>();

  Scores add(String name, double score) {
    lines.add(List.of(Table.Value.text(name), number(score)));
    return this;
  }

  Scores add(String name, long count) {
    lines.add(List.of(Table.Value.text(name), Table.Value.of(count)));
    return this;
  }

  Table table(String note) {
    return new Table(
        List.of(Table.Column.text("measure"), Table.Column.number("value")), lines, note, true);
  }

  /** Four digits after the point, or as many significant ones for what is very small or large. */
  static Table.Value number(double score) {
    return new Table.Value(text(score), Double.isFinite(score) ? score : null);
  }

  static String text(double score) {
    double size = Math.abs(score);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e7);
    return Double.isFinite(score)
        ? String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", score)
        : String.valueOf(score);
  }
}
