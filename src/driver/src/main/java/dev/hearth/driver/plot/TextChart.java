package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A figure in letters, for terminals and for readers who cannot see pictures. */
final class TextChart {
  private static final int WIDTH = 40;
  private static final int MOST_LINES = 25;
  private static final int GRID_WIDTH = 60;
  private static final int GRID_HEIGHT = 16;
  private static final int MOST_LABEL = 24;
  private static final String SPARKS = "▁▂▃▄▅▆▇█";
  private static final String SHADES = " ░▒▓█";

  private final Figure figure;
  private final StringBuilder text = new StringBuilder();

  private TextChart(Figure figure) {
    this.figure = figure;
  }

  static String of(Figure figure) {
    TextChart chart = new TextChart(figure);
    chart.draw();
    return chart.text.toString().stripTrailing();
  }

  private void draw() {
    boolean turned = figure.y().isCategory() && !figure.x().isCategory();
    String axes =
        turned
            ? figure.x().label() + " over " + figure.y().label()
            : figure.y().label() + " over " + figure.x().label();
    text.append(figure.title().isEmpty() ? axes : figure.title() + ": " + axes);
    text.append(" (").append(figure.subtitle()).append(")\n");
    for (Layer layer : figure.layers()) {
      switch (layer.shape()) {
        case BAR:
          bars(layer.marks());
          break;
        case LINE:
          lines(layer.marks());
          break;
        case POINT:
        case RECT:
          grid(layer);
          break;
        default: // whiskers and medians stand beside the boxes
      }
    }
  }

  private void bars(List<Mark> marks) {
    boolean flipped = figure.y().isCategory();
    double most = marks.stream().mapToDouble(mark -> Math.abs(mark.value())).max().orElse(0);
    List<String> names = marks.stream().map(mark -> name(mark, flipped)).toList();
    int widest = names.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < Math.min(marks.size(), MOST_LINES); i++) {
      double value = marks.get(i).value();
      int length = most == 0 ? 0 : (int) Math.round(Math.abs(value) / most * WIDTH);
      text.append(String.format(Locale.ROOT, "%" + Math.max(1, widest) + "s ", names.get(i)));
      text.append("█".repeat(length)).append(length > 0 ? " " : "");
      text.append(Numbers.compact(value)).append('\n');
    }
    if (marks.size() > MOST_LINES) {
      text.append("... and ").append(marks.size() - MOST_LINES).append(" more bars\n");
    }
  }

  private String name(Mark mark, boolean flipped) {
    Axis axis = flipped ? figure.y() : figure.x();
    double from = flipped ? mark.y() : mark.x();
    String place = axis.isCategory() ? axis.categories().get((int) from) : at(axis, from);
    String full = mark.series().isEmpty() ? place : place + ", " + mark.series();
    return full.length() <= MOST_LABEL ? full : full.substring(0, MOST_LABEL - 1) + "…";
  }

  private static String at(Axis axis, double position) {
    return axis.scale() == Axis.Scale.TIME
        ? Ticks.local(position).toString()
        : Numbers.compact(position);
  }

  private void lines(List<Mark> marks) {
    List<String> names = marks.stream().map(Mark::series).distinct().toList();
    int widest = names.stream().mapToInt(String::length).max().orElse(0);
    for (String name : names) {
      List<Mark> own =
          marks.stream()
              .filter(mark -> mark.series().equals(name))
              .sorted(Comparator.comparingDouble(Mark::x))
              .toList();
      var range = own.stream().mapToDouble(Mark::y).summaryStatistics();
      text.append(name).append(" ".repeat(widest - name.length() + (widest > 0 ? 1 : 0)));
      for (Mark mark : thinned(own)) {
        double share = (mark.y() - range.getMin()) / (range.getMax() - range.getMin());
        text.append(SPARKS.charAt(step(share, SPARKS.length())));
      }
      text.append("  from ").append(Numbers.compact(range.getMin()));
      text.append(" to ").append(Numbers.compact(range.getMax())).append('\n');
    }
  }

  private static List<Mark> thinned(List<Mark> marks) {
    if (marks.size() <= GRID_WIDTH) {
      return marks;
    }
    List<Mark> some = new ArrayList<>();
    for (int i = 0; i < GRID_WIDTH; i++) {
      some.add(marks.get((int) ((long) i * marks.size() / GRID_WIDTH)));
    }
    return some;
  }

  private void grid(Layer layer) {
    double[][] weight = new double[GRID_HEIGHT][GRID_WIDTH];
    Range x = new Range(figure.x(), figure.xExtent(), 0, GRID_WIDTH - 1e-6);
    Range y = new Range(figure.y(), figure.yExtent(), GRID_HEIGHT - 1e-6, 0);
    boolean points = layer.shape() == Layer.Shape.POINT;
    double most = 0;
    for (Mark mark : layer.marks()) {
      int column = place(x.pixel((mark.x() + mark.x2()) / 2), GRID_WIDTH);
      int line = place(y.pixel((mark.y() + mark.y2()) / 2), GRID_HEIGHT);
      weight[line][column] += points ? 1 : mark.value();
      most = Math.max(most, Math.abs(weight[line][column]));
    }
    for (double[] line : weight) {
      text.append('|');
      for (double own : line) {
        int shade = own == 0 ? 0 : 1 + step(Math.abs(own) / most, SHADES.length() - 1);
        text.append(SHADES.charAt(shade));
      }
      text.append('\n');
    }
    text.append('+').append("-".repeat(GRID_WIDTH)).append('\n');
  }

  private static int place(double pixel, int size) {
    return Math.max(0, Math.min(size - 1, (int) pixel));
  }

  private static int step(double share, int steps) {
    return Double.isNaN(share) ? 0 : Math.max(0, Math.min(steps - 1, (int) (share * steps)));
  }
}
