package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * An aggregated chart: everything that is drawn, and nothing that is not.
 *
 * @param title empty for none
 * @param subtitle what was done to how many rows
 */
record Figure(
    String title,
    String subtitle,
    int width,
    int height,
    List<String> colors,
    Axis x,
    Axis y,
    List<Layer> layers) {
  Figure {
    layers = List.copyOf(layers);
  }

  static Figure of(Look look, String subtitle, Axis x, Axis y, List<Layer> layers) {
    return new Figure(
        look.title().orElse(""),
        subtitle,
        look.width(),
        look.height(),
        look.colors(),
        x,
        y,
        layers);
  }

  /** How many marks there are. */
  int marks() {
    return layers.stream().mapToInt(layer -> layer.marks().size()).sum();
  }

  /** With the axes exchanged. */
  Figure flipped() {
    int needed = Math.max(height, 18 * x.categories().size());
    return new Figure(
        title, subtitle, width, needed, colors, y, x, layers.stream().map(Layer::flipped).toList());
  }

  /** With another one on its axes; positions must mean the same in both. */
  Figure below(Figure other) {
    if (!x.scale().equals(other.x.scale()) || !x.categories().equals(other.x.categories())) {
      throw new IllegalArgumentException(
          "Charts can be layered if their x axes are of the same kind; these are "
              + x.scale()
              + " of "
              + x.label()
              + " and "
              + other.x.scale()
              + " of "
              + other.x.label()
              + (x.isCategory() ? ", with different categories." : "."));
    }
    List<Layer> all = new ArrayList<>(named(y.label()).layers);
    all.addAll(other.named(other.y.label()).layers);
    String label = y.label().equals(other.y.label()) ? y.label() : "";
    Axis shared = new Axis(label, y.scale(), y.fromZero(), y.categories());
    String both = subtitle.equals(other.subtitle) ? subtitle : subtitle + "; " + other.subtitle;
    return new Figure(title, both, width, height, colors, x, shared, all);
  }

  /** Marks of no series become one of this name. */
  private Figure named(String name) {
    List<Layer> renamed =
        layers.stream()
            .map(
                layer ->
                    new Layer(
                        layer.shape(),
                        layer.sideBySide(),
                        layer.marks().stream()
                            .map(
                                m ->
                                    new Mark(
                                        m.x(),
                                        m.x2(),
                                        m.y(),
                                        m.y2(),
                                        m.series().isEmpty() ? name : m.series(),
                                        m.value()))
                            .toList()))
            .toList();
    return new Figure(title, subtitle, width, height, colors, x, y, renamed);
  }

  /** In the order of their colours; empty if there is but one, without a name. */
  List<String> series() {
    return allMarks().map(Mark::series).filter(name -> !name.isEmpty()).distinct().toList();
  }

  String color(String name) {
    return colors.get(Math.max(0, series().indexOf(name)) % colors.size());
  }

  Stream<Mark> allMarks() {
    return layers.stream().flatMap(layer -> layer.marks().stream());
  }

  /** What the horizontal axis must span. */
  Extent xExtent() {
    return extent(x, Mark::x, Mark::x2);
  }

  Extent yExtent() {
    return extent(y, Mark::y, Mark::y2);
  }

  private Extent extent(Axis axis, ToDoubleFunction<Mark> from, ToDoubleFunction<Mark> to) {
    if (axis.isCategory()) {
      return new Extent(-0.5, Math.max(1, axis.categories().size()) - 0.5);
    }
    DoubleStream positions =
        allMarks()
            .flatMapToDouble(m -> DoubleStream.of(from.applyAsDouble(m), to.applyAsDouble(m)));
    return Extent.of(
        axis.scale() == Axis.Scale.LOG ? positions.filter(p -> p > 0) : positions,
        axis.fromZero(),
        axis.scale() == Axis.Scale.LOG);
  }

  /** The smallest and the largest position. */
  record Extent(double min, double max) {
    static Extent of(DoubleStream positions, boolean withZero, boolean log) {
      var all =
          (withZero ? DoubleStream.concat(positions, DoubleStream.of(0)) : positions)
              .summaryStatistics();
      if (all.getCount() == 0) {
        return log ? new Extent(1, 10) : new Extent(0, 1);
      }
      if (all.getMin() < all.getMax()) {
        return new Extent(all.getMin(), all.getMax());
      }
      return log
          ? new Extent(all.getMin() / 2, all.getMin() * 2)
          : new Extent(all.getMin() - 0.5, all.getMin() + 0.5);
    }
  }
}
