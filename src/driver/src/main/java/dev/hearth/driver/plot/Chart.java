package dev.hearth.driver.plot;

import dev.hearth.driver.display.Displayable;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A chart that is still being described. Showing it runs a few Spark jobs, each time anew; its
 * description is not meant to be shared between threads.
 *
 * @param <C> the kind of chart
 */
public abstract class Chart<C extends Chart<C>> implements Displayable {
  final Dataset<Row> rows;
  private final List<Chart<?>> above = new ArrayList<>();
  private Look look = Look.USUAL;

  Chart(Dataset<Row> rows) {
    this.rows = rows;
  }

  public C title(String title) {
    return with(look.titled(title));
  }

  /**
   * @param width of the area between the axes, in pixels
   * @param height the same
   */
  public C size(int width, int height) {
    if (width < 50 || height < 50 || width > 4_000 || height > 4_000) {
      throw new IllegalArgumentException(
          "A chart is between 50 and 4000 pixels wide and high, not " + width + " x " + height);
    }
    return with(look.sized(width, height));
  }

  public C xLabel(String label) {
    return with(look.labelled(Optional.of(label), look.yLabel()));
  }

  public C yLabel(String label) {
    return with(look.labelled(look.xLabel(), Optional.of(label)));
  }

  /** Shows x on a logarithmic scale; only what is above zero can be shown. */
  public C logX() {
    return with(look.logarithmic(true, look.logY()));
  }

  /** Shows y on a logarithmic scale; only what is above zero can be shown. */
  public C logY() {
    return with(look.logarithmic(look.logX(), true));
  }

  /**
   * @param colors of the series in turn, as CSS writes them, e.g. {@code "#4c78a8"} or {@code
   *     "teal"}
   */
  public C color(String... colors) {
    return with(look.colored(List.of(colors)));
  }

  /** Draws another chart, best a line or a scatter plot, on the same axes, above this one. */
  public C layer(Chart<?> other) {
    above.add(other);
    return self();
  }

  /** What is to be drawn. Runs the Spark jobs. */
  final Figure figure() {
    Figure figure = aggregate(look);
    for (Chart<?> other : above) {
      figure = figure.below(other.figure());
    }
    return figure;
  }

  /** As Vega-Lite, SVG and text. Runs the Spark jobs. */
  @Override
  public final MimeBundle toDisplay() {
    Figure figure = figure();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(VegaLite.MIME, VegaLite.of(figure));
    data.put("image/svg+xml", SvgChart.of(figure));
    data.put("text/plain", TextChart.of(figure));
    return new MimeBundle(data, Map.of());
  }

  final Look look() {
    return look;
  }

  abstract Figure aggregate(Look look);

  abstract C self();

  private C with(Look changed) {
    look = changed;
    return self();
  }
}
