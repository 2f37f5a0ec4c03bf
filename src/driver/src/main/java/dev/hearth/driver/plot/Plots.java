package dev.hearth.driver.plot;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/** Where charts begin; {@code plot} can be called in Scala cells without an import. */
public final class Plots {
  private Plots() {}

  /** Begins a chart of a Dataset: {@code plot(df).bar("state").mean("upb")}. */
  public static PlotSource plot(Dataset<?> dataset) {
    if (dataset.isStreaming()) {
      throw new IllegalArgumentException(
          "A streaming DataFrame cannot be plotted. Write it to a table in memory, and plot that:"
              + " df.writeStream.format(\"memory\").queryName(\"rows\").outputMode(\"complete\")"
              + ".start(); plot(spark.table(\"rows\")).");
    }
    return new PlotSource(dataset.toDF());
  }

  /**
   * Chooses a chart by the schema, for rows such as a query's result. No Spark job runs before the
   * chart is rendered.
   *
   * <p>Without a kind: of two numbers a scatter plot; of a time and a number a line; of a category
   * and a number bars of its mean, which is the number itself where each category has one row; of
   * one number alone a histogram; of one category alone bars that count. Without columns: the first
   * category or time is x and the first number after it y; where there is neither, the first
   * numbers.
   *
   * @param kind {@code bar}, {@code line}, {@code scatter}, {@code histogram}, {@code heatmap} or
   *     {@code box}; empty or {@code auto} to choose
   * @param x a column's name, or empty to choose
   * @param y a column's name, or empty to choose or to count
   * @throws IllegalArgumentException for a kind that does not exist, or columns that do not fit it;
   *     the message names the choices
   */
  public static Chart<?> auto(
      Dataset<?> dataset, Optional<String> kind, Optional<String> x, Optional<String> y) {
    StructType schema = dataset.schema();
    String first = x.orElseGet(() -> Guess.x(schema));
    Optional<String> second = y.or(() -> x.isPresent() ? Optional.empty() : Guess.y(schema, first));
    PlotSource source = plot(dataset);
    switch (kind.filter(name -> !name.equals("auto")).orElse("")) {
      case "":
        return guess(dataset, source, first, second);
      case "bar":
        return bars(source, first, second);
      case "line":
        return second.isPresent() ? source.line(first, second.get()) : source.line(first).count();
      case "histogram":
        return source.histogram(x.isPresent() ? first : second.orElse(first));
      case "scatter":
        return source.scatter(first, need(second, "scatter"));
      case "heatmap":
        return source.heatmap(first, need(second, "heatmap"));
      case "box":
        return source.box(first, need(second, "box"));
      default:
        throw new IllegalArgumentException(
            "There is no chart named "
                + kind.orElseThrow()
                + "; there are bar, line, scatter, histogram, heatmap and box.");
    }
  }

  private static Chart<?> guess(
      Dataset<?> dataset, PlotSource source, String x, Optional<String> y) {
    if (Guess.isTime(dataset.schema(), x)) {
      return y.isPresent() ? source.line(x, y.get()) : source.line(x).count();
    }
    if (!Guess.isNumber(dataset.schema(), x)) {
      return bars(source, x, y);
    }
    if (y.isEmpty()) {
      return source.histogram(x);
    }
    return Guess.isNumber(dataset.schema(), y.get())
        ? source.scatter(x, y.get())
        : source.box(y.get(), x);
  }

  private static Chart<?> bars(PlotSource source, String x, Optional<String> y) {
    return y.isPresent() ? source.bar(x).mean(y.get()) : source.bar(x).count();
  }

  private static String need(Optional<String> y, String kind) {
    return y.orElseThrow(
        () -> new IllegalArgumentException("A " + kind + " chart needs two columns: x and y."));
  }
}
