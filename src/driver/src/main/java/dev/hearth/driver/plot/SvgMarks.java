package dev.hearth.driver.plot;

import static dev.hearth.driver.plot.SvgChart.escape;
import static dev.hearth.driver.plot.SvgChart.n;

import java.util.Comparator;
import java.util.List;

/** The marks of a figure as shapes of SVG. */
final class SvgMarks {
  /** Of the room of a category. */
  private static final double USED = 0.8;

  private final Figure figure;
  private final Range x;
  private final Range y;
  private final StringBuilder svg;
  private final List<String> series;

  SvgMarks(Figure figure, Range x, Range y, StringBuilder svg) {
    this.figure = figure;
    this.x = x;
    this.y = y;
    this.svg = svg;
    this.series = figure.series();
  }

  void draw(Layer layer) {
    switch (layer.shape()) {
      case LINE:
        lines(layer);
        break;
      case POINT:
        layer.marks().forEach(mark -> circle(mark, 3, 0.6));
        break;
      case RULE:
        layer.marks().forEach(this::rule);
        break;
      case RECT:
        heat(layer);
        break;
      default:
        layer.marks().forEach(mark -> bar(layer, mark));
    }
  }

  private void bar(Layer layer, Mark mark) {
    boolean tick = layer.shape() == Layer.Shape.TICK;
    Span across = span(x, mark.x(), mark.x2(), layer, mark.series());
    Span up = span(y, mark.y(), mark.y2(), layer, mark.series());
    if (tick) {
      across = figure.x().isCategory() ? across : across.atLeast(2);
      up = figure.x().isCategory() ? up.atLeast(2) : up;
    }
    rect(across, up, tick ? "#ffffff" : figure.color(mark.series()));
  }

  /**
   * @param size never negative
   */
  private record Span(double from, double size) {
    static Span between(double a, double b) {
      return new Span(Math.min(a, b), Math.abs(a - b));
    }

    Span atLeast(double least) {
      return size >= least ? this : new Span(from + (size - least) / 2, least);
    }
  }

  private Span span(Range range, double from, double to, Layer layer, String name) {
    if (range.band() == 0) {
      Span span = Span.between(range.pixel(from), range.pixel(to));
      // A hairline keeps the bars of a histogram apart.
      boolean bin = range == x && layer.shape() == Layer.Shape.BAR && span.size() > 3;
      return bin && !figure.y().isCategory() ? new Span(span.from() + 0.5, span.size() - 1) : span;
    }
    double room = range.band() * (layer.shape() == Layer.Shape.RECT ? 1 : USED);
    double start = range.pixel(from) - room / 2;
    if (!layer.sideBySide() || series.isEmpty()) {
      return new Span(start, room);
    }
    double own = room / series.size();
    return new Span(start + own * Math.max(0, series.indexOf(name)), own);
  }

  private void heat(Layer layer) {
    double min = layer.marks().stream().mapToDouble(Mark::value).min().orElse(0);
    double max = layer.marks().stream().mapToDouble(Mark::value).max().orElse(1);
    for (Mark mark : layer.marks()) {
      Span across = span(x, mark.x(), mark.x2(), layer, "");
      Span up = span(y, mark.y(), mark.y2(), layer, "");
      rect(across, up, HeatColor.of(max > min ? (mark.value() - min) / (max - min) : 1));
    }
  }

  private void rect(Span across, Span up, String color) {
    svg.append("<rect x=\"").append(n(across.from())).append("\" y=\"").append(n(up.from()));
    svg.append("\" width=\"").append(n(across.size())).append("\" height=\"").append(n(up.size()));
    svg.append("\" fill=\"").append(escape(color)).append("\"/>\n");
  }

  private void rule(Mark mark) {
    svg.append("<line x1=\"").append(n(x.pixel(mark.x()))).append("\" y1=\"");
    svg.append(n(y.pixel(mark.y()))).append("\" x2=\"").append(n(x.pixel(mark.x2())));
    svg.append("\" y2=\"")
        .append(n(y.pixel(mark.y2())))
        .append("\" stroke-width=\"1.5\" stroke=\"");
    svg.append(escape(figure.color(mark.series()))).append("\"/>\n");
  }

  private void circle(Mark mark, double radius, double opacity) {
    svg.append("<circle cx=\"").append(n(x.pixel(mark.x()))).append("\" cy=\"");
    svg.append(n(y.pixel(mark.y()))).append("\" r=\"").append(n(radius)).append("\" fill=\"");
    svg.append(escape(figure.color(mark.series()))).append("\" fill-opacity=\"");
    svg.append(n(opacity)).append("\"/>\n");
  }

  private void lines(Layer layer) {
    List<String> names = layer.marks().stream().map(Mark::series).distinct().toList();
    for (String name : names) {
      List<Mark> own =
          layer.marks().stream()
              .filter(mark -> mark.series().equals(name))
              .sorted(Comparator.comparingDouble(Mark::x))
              .toList();
      svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke=\"");
      svg.append(escape(figure.color(name))).append("\" points=\"");
      for (Mark mark : own) {
        svg.append(n(x.pixel(mark.x()))).append(',').append(n(y.pixel(mark.y()))).append(' ');
      }
      svg.append("\"/>\n");
      if (layer.marks().size() <= 60) {
        own.forEach(mark -> circle(mark, 2.5, 1));
      }
    }
  }
}
