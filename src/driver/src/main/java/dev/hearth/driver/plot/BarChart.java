package dev.hearth.driver.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A bar for each value of a column. Of many values the largest bars are shown, and one for all
 * others together. At most four Spark jobs.
 */
public final class BarChart extends SeriesChart<BarChart> {
  private static final int MOST_BARS = 200;
  private static final int PIXELS_PER_LETTER = 7;

  private final String column;
  private final boolean quantity;
  private int top = 20;
  private boolean others = true;
  private Optional<Boolean> byName = Optional.empty();
  private Optional<Boolean> horizontal = Optional.empty();

  BarChart(Dataset<Row> rows, String column) {
    super(rows);
    this.column = column;
    this.quantity = Quantity.isOne(rows, column);
  }

  /** How many bars there are at most, besides that of the others; 20 unless changed. */
  public BarChart top(int number) {
    if (number < 1 || number > MOST_BARS) {
      throw new IllegalArgumentException(
          "A bar chart has between 1 and " + MOST_BARS + " bars, not " + number);
    }
    top = number;
    return this;
  }

  /** Leaves out the bar of all values that have none of their own. */
  public BarChart withoutOthers() {
    others = false;
    return this;
  }

  /** Sorts by the bars' values; usual for texts. */
  public BarChart sortByValue() {
    byName = Optional.of(false);
    return this;
  }

  /** Sorts by what the bars stand for; usual for numbers and times. */
  public BarChart sortByName() {
    byName = Optional.of(true);
    return this;
  }

  /** Draws the bars from left to right; usual where their names need the room. */
  public BarChart horizontal() {
    horizontal = Optional.of(true);
    return this;
  }

  /** Draws the bars upwards. */
  public BarChart vertical() {
    horizontal = Optional.of(false);
    return this;
  }

  private record Bar(String name, double value, long rows) {}

  @Override
  Figure aggregate(Look look) {
    Column text = Categories.text(rows, column);
    List<Bar> bars = bars(rows.groupBy(text.as("name")), top + 1);
    boolean cut = bars.size() > top;
    bars = new ArrayList<>(bars.subList(0, Math.min(bars.size(), top)));
    List<String> names = bars.stream().map(Bar::name).toList();
    if (byName.orElse(quantity)) {
      bars.sort(Comparator.comparing(Bar::name, this::compare));
    }
    long left = 0;
    if (cut) {
      Row rest = rest(text, names);
      left = rest.getLong(2);
      if (others && !rest.isNullAt(0)) {
        bars.add(
            new Bar(Categories.OTHERS + " (" + left + ")", rest.getDouble(0), rest.getLong(1)));
      }
    }
    Figure figure = figure(look, bars, text, names, done(bars, left));
    return horizontal.orElseGet(() -> needsRoom(bars(figure), look)) ? turned(figure) : figure;
  }

  private List<Bar> bars(org.apache.spark.sql.RelationalGroupedDataset groups, int most) {
    return groups
        .agg(measure().value().as("value"), functions.count(functions.lit(1)).as("rows"))
        .where(functions.col("value").isNotNull())
        .orderBy(functions.desc("value"), functions.col("name"))
        .takeAsList(most)
        .stream()
        .map(row -> new Bar(row.getString(0), row.getDouble(1), row.getLong(2)))
        .toList();
  }

  private Row rest(Column text, List<String> names) {
    return rows.where(functions.not(text.isInCollection(names)))
        .agg(
            measure().value(),
            functions.count(functions.lit(1)),
            functions.approx_count_distinct(text))
        .head();
  }

  private Figure figure(Look look, List<Bar> bars, Column text, List<String> names, String done) {
    List<String> categories = bars.stream().map(Bar::name).toList();
    Axis x = Axis.categories(look.xLabel().orElse(column), categories);
    Axis y = Axis.numbers(look.yLabel().orElse(measure().name()), look.logY(), true);
    List<Mark> marks = new ArrayList<>();
    if (hasSeries()) {
      marks.addAll(split(categories, text, names));
    } else {
      for (int i = 0; i < bars.size(); i++) {
        marks.add(new Mark(i, i, 0, bars.get(i).value(), "", bars.get(i).value()));
      }
    }
    boolean sideBySide = hasSeries() && !measure().additive();
    return Figure.of(look, done, x, y, List.of(new Layer(Layer.Shape.BAR, sideBySide, marks)));
  }

  /** The bars' parts: stacked if they add up, else side by side. */
  private List<Mark> split(List<String> categories, Column text, List<String> names) {
    Categories series = series();
    Column place = functions.when(text.isInCollection(names), text);
    boolean withRest = categories.size() > names.size();
    String rest = withRest ? categories.get(categories.size() - 1) : "";
    List<Row> parts =
        grouped(withRest ? place.otherwise(rest) : place, series, (MOST_BARS + 1) * 9);
    Map<String, Map<String, Double>> values =
        parts.stream()
            .filter(row -> !row.isNullAt(2))
            .collect(
                Collectors.groupingBy(
                    row -> row.getString(1),
                    Collectors.toMap(row -> row.getString(0), row -> row.getDouble(2))));
    Map<String, Double> height = new HashMap<>();
    List<Mark> marks = new ArrayList<>();
    for (String name : series.names()) {
      for (int i = 0; i < categories.size(); i++) {
        Double value = values.getOrDefault(name, Map.of()).get(categories.get(i));
        if (value != null) {
          double base = measure().additive() ? height.getOrDefault(categories.get(i), 0.0) : 0;
          marks.add(new Mark(i, i, base, base + value, name, value));
          height.put(categories.get(i), base + value);
        }
      }
    }
    return marks;
  }

  private String done(List<Bar> bars, long left) {
    long counted = bars.stream().mapToLong(Bar::rows).sum();
    String all = Numbers.compact(counted) + " rows";
    if (left == 0) {
      return all;
    }
    return all + "; the " + top + " largest of about " + Numbers.compact(top + left) + " values";
  }

  private int compare(String a, String b) {
    try {
      return Double.compare(Double.parseDouble(a), Double.parseDouble(b));
    } catch (NumberFormatException text) {
      return a.compareTo(b);
    }
  }

  private static List<String> bars(Figure figure) {
    return figure.x().categories();
  }

  private static boolean needsRoom(List<String> names, Look look) {
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    return names.size() * (longest + 1) * PIXELS_PER_LETTER > look.width();
  }

  /** Bars that are drawn from left to right are read from the top. */
  private static Figure turned(Figure figure) {
    return figure.flipped();
  }

  @Override
  BarChart self() {
    return this;
  }
}
