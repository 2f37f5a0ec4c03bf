package dev.hearth.driver.display;

import dev.hearth.driver.kernel.MimeBundle;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;

/**
 * The functions that Scala cells can call without an import. Each shows something below the cell
 * that runs it, at once; also on threads which the cell started.
 */
public final class Show {
  private Show() {}

  /** Shows a value as the cell's result would be: a DataFrame as a table, anything else as text. */
  public static void display(Object value) {
    show(RunningCell.displays().render(value));
  }

  /** Shows the first so many rows. */
  public static void display(Dataset<?> dataset, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException(
          "display(dataset, rows) needs at least one row, not " + rows);
    }
    show(new Displays(List.of(new DatasetRenderer(rows))).render(dataset));
  }

  /** Shows HTML. What comes from data must be escaped by the caller. */
  public static void html(String markup) {
    show(MimeBundle.html(markup, "HTML of " + markup.length() + " characters"));
  }

  private static void show(MimeBundle bundle) {
    RunningCell.context().display(bundle, Optional.empty());
  }
}
