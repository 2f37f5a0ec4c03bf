package dev.hearth.driver.plot;

import java.util.List;
import java.util.Locale;

/**
 * A figure as SVG, for places that run no scripts: exported notebooks, mail, terminals that show
 * pictures. Without a background, in colours that are seen on white and on black.
 */
final class SvgChart {
  private static final String GREY = "#7c7c7c";
  private static final double LETTER = 6.2;
  private static final int MOST_LABEL = 24;

  private final Figure figure;
  private final List<String> series;
  private final StringBuilder svg = new StringBuilder();
  private final List<Ticks.Tick> xTicks;
  private final List<Ticks.Tick> yTicks;
  private final boolean slanted;
  private final double left;
  private final double top;
  private final double right;
  private final double bottom;

  private SvgChart(Figure figure) {
    this.figure = figure;
    this.series = figure.series();
    this.xTicks = Ticks.of(figure.x(), figure.xExtent(), Math.max(2, figure.width() / 80));
    this.yTicks = Ticks.of(figure.y(), figure.yExtent(), Math.max(2, figure.height() / 50));
    double widest = widest(xTicks);
    this.slanted =
        figure.x().isCategory()
            && widest + LETTER > (double) figure.width() / Math.max(1, xTicks.size());
    this.left = widest(yTicks) + (figure.y().label().isEmpty() ? 12 : 30);
    this.top = (figure.title().isEmpty() ? 0 : 20) + 24;
    boolean legend = !series.isEmpty() || !heat().isEmpty();
    this.right = legend ? 30 + Math.max(50, LETTER * longest(series)) : 14;
    this.bottom = (slanted ? 14 + widest * 0.7 : 20) + (figure.x().label().isEmpty() ? 4 : 20);
  }

  static String of(Figure figure) {
    return new SvgChart(figure).draw();
  }

  private String draw() {
    double width = left + figure.width() + right;
    double height = top + figure.height() + bottom;
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(n(width));
    svg.append("\" height=\"").append(n(height)).append("\" viewBox=\"0 0 ").append(n(width));
    svg.append(' ').append(n(height));
    svg.append("\" role=\"img\" font-family=\"system-ui,sans-serif\" font-size=\"11\" fill=\"");
    svg.append(GREY).append("\">\n<title>").append(escape(describe())).append("</title>\n");
    if (!figure.title().isEmpty()) {
      svg.append("<text x=\"").append(n(left));
      svg.append("\" y=\"15\" font-size=\"14\" font-weight=\"600\">");
      svg.append(escape(figure.title())).append("</text>\n");
    }
    svg.append("<text x=\"").append(n(left)).append("\" y=\"").append(n(top - 11)).append("\">");
    svg.append(escape(figure.subtitle())).append("</text>\n");
    axes();
    SvgMarks marks = new SvgMarks(figure, xRange(), yRange(), svg);
    figure.layers().forEach(marks::draw);
    legend();
    return svg.append("</svg>").toString();
  }

  private String describe() {
    boolean turned = figure.y().isCategory() && !figure.x().isCategory();
    String axes =
        turned
            ? figure.x().label() + " over " + figure.y().label()
            : figure.y().label() + " over " + figure.x().label();
    return (figure.title().isEmpty() ? axes : figure.title()) + "; " + figure.subtitle();
  }

  private Range xRange() {
    return new Range(figure.x(), figure.xExtent(), left, left + figure.width());
  }

  /** Categories are read from the top, numbers grow upwards. */
  private Range yRange() {
    boolean down = figure.y().isCategory() && !isHeat();
    double low = top + figure.height();
    return down
        ? new Range(figure.y(), figure.yExtent(), top, low)
        : new Range(figure.y(), figure.yExtent(), low, top);
  }

  private boolean isHeat() {
    return figure.layers().stream().anyMatch(layer -> layer.shape() == Layer.Shape.RECT)
        && !figure.y().isCategory();
  }

  private void axes() {
    Range x = xRange();
    Range y = yRange();
    double low = top + figure.height();
    for (Ticks.Tick tick : yTicks) {
      double at = y.pixel(tick.position());
      if (!figure.y().isCategory()) {
        line(left, at, left + figure.width(), at, 0.25);
      }
      text(left - 6, at + 4, "end", cut(tick.label()), "");
    }
    for (Ticks.Tick tick : xTicks) {
      double at = x.pixel(tick.position());
      if (!figure.x().isCategory()) {
        line(at, low, at, low + 4, 1);
        if (figure.y().isCategory()) {
          line(at, top, at, low, 0.25);
        }
      }
      String turn = slanted ? " transform=\"rotate(-40 " + n(at) + " " + n(low + 12) + ")\"" : "";
      text(at, low + (slanted ? 12 : 16), slanted ? "end" : "middle", cut(tick.label()), turn);
    }
    line(left, low, left + figure.width(), low, 1);
    if (figure.y().isCategory()) {
      line(left, top, left, low, 1);
    }
    text(left + figure.width() / 2.0, low + bottom - 5, "middle", figure.x().label(), "");
    double middle = top + figure.height() / 2.0;
    String turn = " transform=\"rotate(-90 12 " + n(middle) + ")\"";
    text(12, middle, "middle", figure.y().label(), turn);
  }

  private List<Mark> heat() {
    return figure.layers().stream()
        .filter(layer -> layer.shape() == Layer.Shape.RECT)
        .flatMap(layer -> layer.marks().stream())
        .toList();
  }

  private void legend() {
    double x = left + figure.width() + 14;
    for (int i = 0; i < series.size(); i++) {
      double y = top + 6 + i * 16;
      svg.append("<rect x=\"").append(n(x)).append("\" y=\"").append(n(y - 5));
      svg.append("\" width=\"10\" height=\"10\" fill=\"");
      svg.append(escape(figure.color(series.get(i)))).append("\"/>");
      text(x + 15, y + 4, "start", cut(series.get(i)), "");
    }
    List<Mark> heat = heat();
    if (heat.isEmpty()) {
      return;
    }
    var values = heat.stream().mapToDouble(Mark::value).summaryStatistics();
    int steps = 40;
    for (int i = 0; i < steps; i++) {
      svg.append("<rect x=\"").append(n(x)).append("\" y=\"").append(n(top + (steps - 1 - i) * 3));
      svg.append("\" width=\"12\" height=\"3.2\" fill=\"");
      svg.append(HeatColor.of((double) i / (steps - 1))).append("\"/>");
    }
    text(x + 17, top + 8, "start", Numbers.compact(values.getMax()), "");
    text(x + 17, top + steps * 3, "start", Numbers.compact(values.getMin()), "");
  }

  private void line(double x1, double y1, double x2, double y2, double opacity) {
    svg.append("<line x1=\"").append(n(x1)).append("\" y1=\"").append(n(y1));
    svg.append("\" x2=\"").append(n(x2)).append("\" y2=\"").append(n(y2));
    svg.append("\" stroke=\"").append(GREY).append("\" stroke-opacity=\"").append(n(opacity));
    svg.append("\"/>\n");
  }

  private void text(double x, double y, String anchor, String text, String more) {
    if (!text.isEmpty()) {
      svg.append("<text x=\"").append(n(x)).append("\" y=\"").append(n(y));
      svg.append("\" text-anchor=\"").append(anchor).append('"').append(more).append('>');
      svg.append(escape(text)).append("</text>\n");
    }
  }

  private static double widest(List<Ticks.Tick> ticks) {
    return LETTER * longest(ticks.stream().map(Ticks.Tick::label).toList());
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(text -> cut(text).length()).max().orElse(0);
  }

  private static String cut(String text) {
    return text.length() <= MOST_LABEL ? text : text.substring(0, MOST_LABEL - 1) + "…";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\uFFFD");
  }

  static String n(double number) {
    String text = String.format(Locale.ROOT, "%.2f", number);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
