package dev.hearth.driver.display;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.MimeBundle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;

/**
 * The functions that Scala cells can call without an import. Each shows something below the cell
 * that runs it, at once; also on threads which the cell started. What it returns can replace what
 * was shown.
 */
public final class Show {
  private Show() {}

  /** Shows a value as the cell's result would be: a DataFrame as a table, a plot as a chart. */
  public static DisplayHandle display(Object value) {
    return show(RunningCell.displays().render(value));
  }

  /** Shows the first so many rows. */
  public static DisplayHandle display(Dataset<?> dataset, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException(
          "display(dataset, rows) needs at least one row, not " + rows);
    }
    return show(new Displays(List.of(new DatasetRenderer(rows))).render(dataset));
  }

  /** Shows HTML. What comes from data must be escaped by the caller: {@link Media#escape}. */
  public static DisplayHandle html(String markup) {
    return show(Media.html(markup));
  }

  public static DisplayHandle markdown(String source) {
    return show(Media.markdown(source));
  }

  /** Shows a formula with its delimiters, e.g. {@code $x^2$}. */
  public static DisplayHandle latex(String source) {
    return show(Media.latex(source));
  }

  /** Shows a PNG, JPEG, GIF, WebP or SVG. */
  public static DisplayHandle image(byte[] bytes) {
    return show(Media.image(bytes));
  }

  /** Shows an image file of the driver's machine. */
  public static DisplayHandle image(String path) {
    return show(Media.image(path));
  }

  public static DisplayHandle image(BufferedImage image) {
    return show(Media.image(image));
  }

  public static DisplayHandle svg(String markup) {
    return show(Media.svg(markup));
  }

  /** Shows JSON, as a text or as any value, in a view that folds. */
  public static DisplayHandle json(Object value) {
    return show(Media.json(value));
  }

  /** Shows a chart of one's own in Vega-Lite or Vega: JSON as a text, or Maps. */
  public static DisplayHandle vega(Object spec) {
    return show(Media.vega(spec));
  }

  /**
   * Clears what the cell has shown.
   *
   * @param wait whether to do so only when the next output comes, which avoids flicker
   */
  public static void clearOutput(boolean wait) {
    RunningCell.context().clear(wait);
  }

  /** Clears what the cell has shown, at once. */
  public static void clearOutput() {
    clearOutput(false);
  }

  /** How this kernel shows values; takes renderers for classes of one's own. */
  public static Displays displays() {
    return RunningCell.displays();
  }

  private static DisplayHandle show(MimeBundle bundle) {
    CellContext context = RunningCell.context();
    DisplayHandle handle = new DisplayHandle(context, RunningCell.displays());
    context.display(bundle, Optional.of(handle.id()));
    return handle;
  }
}
