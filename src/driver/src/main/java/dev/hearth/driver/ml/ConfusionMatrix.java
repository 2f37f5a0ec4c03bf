package dev.hearth.driver.ml;

import dev.hearth.driver.display.Displayable;
import dev.hearth.driver.display.Media;
import dev.hearth.driver.display.Table;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;

/**
 * How often each label was predicted as which: a line for each label, a column for each prediction.
 * Measures are as commonly defined (precision: of what was predicted to be it; recall: of what is
 * it), and not a number where nothing can be divided. Immutable.
 */
public final class ConfusionMatrix implements Displayable {
  private static final int MOST_LABELS = 100;

  private final List<String> labels;
  private final long[][] counts;

  private ConfusionMatrix(List<String> labels, long[][] counts) {
    this.labels = labels;
    this.counts = counts;
  }

  static ConfusionMatrix of(Dataset<?> predictions, String label, String prediction) {
    List<Row> counted =
        predictions
            .groupBy(column(predictions, label), column(predictions, prediction))
            .count()
            .takeAsList(MOST_LABELS * MOST_LABELS + 1);
    Set<String> found =
        new TreeSet<>(Comparator.comparing(ConfusionMatrix::rank).thenComparing(name -> name));
    for (Row row : counted) {
      found.add(label(row.get(0)));
      found.add(label(row.get(1)));
    }
    if (found.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "A confusion matrix has at most "
              + MOST_LABELS
              + " labels; "
              + label
              + " and "
              + prediction
              + " have more. Is one of them a number that was not rounded?");
    }
    List<String> labels = List.copyOf(found);
    long[][] counts = new long[labels.size()][labels.size()];
    for (Row row : counted) {
      counts[labels.indexOf(label(row.get(0)))][labels.indexOf(label(row.get(1)))] +=
          row.getLong(2);
    }
    return new ConfusionMatrix(labels, counts);
  }

  private static org.apache.spark.sql.Column column(Dataset<?> predictions, String name) {
    if (!Arrays.asList(predictions.columns()).contains(name)) {
      throw new IllegalArgumentException(
          "There is no column "
              + name
              + ", only "
              + String.join(", ", predictions.columns())
              + ". Say which ones: confusionMatrix(predictions, \"label\", \"prediction\").");
    }
    var column = functions.col("`" + name.replace("`", "``") + "`");
    // Predictions are numbers; labels may be truth values.
    return predictions.schema().apply(name).dataType() instanceof BooleanType
        ? column.cast("int")
        : column;
  }

  /** Labels are whole numbers mostly, and predictions doubles: 1 and 1.0 are the same. */
  static String label(Object value) {
    if (value instanceof Number number) {
      double exact = number.doubleValue();
      return exact == Math.rint(exact) && Math.abs(exact) < 1e15
          ? String.valueOf((long) exact)
          : String.valueOf(exact);
    }
    return value == null ? "null" : value.toString();
  }

  /** Numbers in their order, before texts. */
  private static double rank(String label) {
    try {
      return Double.parseDouble(label);
    } catch (NumberFormatException text) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** In the order of lines and columns. */
  public List<String> labels() {
    return labels;
  }

  /** How many rows of one label were predicted to be another; 0 for labels that do not occur. */
  public long count(Object label, Object prediction) {
    int line = labels.indexOf(label(label));
    int column = labels.indexOf(label(prediction));
    return line < 0 || column < 0 ? 0 : counts[line][column];
  }

  /** All rows. */
  public long rows() {
    return Arrays.stream(counts).mapToLong(line -> Arrays.stream(line).sum()).sum();
  }

  /** The share of rows whose prediction is right. */
  public double accuracy() {
    long right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    return (double) right / rows();
  }

  /** Of the rows that were predicted to have the label, the share that has it. */
  public double precision(Object label) {
    int column = place(label);
    return (double) counts[column][column] / Arrays.stream(counts).mapToLong(l -> l[column]).sum();
  }

  /** Of the rows that have the label, the share that was predicted to have it. */
  public double recall(Object label) {
    int line = place(label);
    return (double) counts[line][line] / Arrays.stream(counts[line]).sum();
  }

  /** The harmonic mean of precision and recall; 0 for a label that was never predicted right. */
  public double f1(Object label) {
    int place = place(label);
    long predicted = Arrays.stream(counts).mapToLong(line -> line[place]).sum();
    return 2.0 * counts[place][place] / (predicted + Arrays.stream(counts[place]).sum());
  }

  private int place(Object label) {
    int place = labels.indexOf(label(label));
    if (place < 0) {
      throw new IllegalArgumentException(
          "There is no label " + label(label) + ", only " + String.join(", ", labels) + ".");
    }
    return place;
  }

  @Override
  public MimeBundle toDisplay() {
    return MimeBundle.html(html(), text());
  }

  /** The darker a cell, the larger its share of the line. */
  private String html() {
    StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;margin:0\">");
    html.append("<caption style=\"caption-side:bottom;text-align:left;padding:4px 0;opacity:.7\">");
    html.append(Media.escape(note())).append("</caption>\n<thead><tr><th>label \\ predicted</th>");
    labels.forEach(label -> head(html, label));
    List.of("recall", "precision", "F1").forEach(label -> head(html, label));
    html.append("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < counts.length; i++) {
      html.append("<tr><th scope=\"row\" style=\"text-align:right\">");
      html.append(Media.escape(Table.cut(labels.get(i), 40))).append("</th>");
      long line = Arrays.stream(counts[i]).sum();
      for (int j = 0; j < counts.length; j++) {
        double share = line == 0 ? 0 : (double) counts[i][j] / line;
        cell(html, String.format(Locale.ROOT, "%,d", counts[i][j]), shade(share, i == j));
      }
      for (double score : scores(labels.get(i))) {
        cell(html, Scores.text(score), "");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table>").toString();
  }

  private double[] scores(String label) {
    return new double[] {recall(label), precision(label), f1(label)};
  }

  private static void head(StringBuilder html, String label) {
    html.append("<th scope=\"col\" style=\"text-align:right\">");
    html.append(Media.escape(Table.cut(label, 40))).append("</th>");
  }

  private static void cell(StringBuilder html, String text, String style) {
    html.append("<td style=\"text-align:right;font-variant-numeric:tabular-nums;").append(style);
    html.append("\">").append(text).append("</td>");
  }

  /** Right predictions in blue, wrong ones in red, so thin that text is read on it in any theme. */
  private static String shade(double share, boolean right) {
    String color = right ? "76,120,168" : "228,87,86";
    return String.format(Locale.ROOT, "background:rgba(%s,%.2f)", color, 0.55 * share);
  }

  private String note() {
    return String.format(Locale.ROOT, "%,d rows; accuracy %s", rows(), Scores.text(accuracy()));
  }

  private String text() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.text("label \\ predicted"));
    labels.forEach(label -> columns.add(Table.Column.number(label)));
    List.of("recall", "precision", "F1").forEach(name -> columns.add(Table.Column.number(name)));
    List<List<Table.Value>> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      List<Table.Value> row = new ArrayList<>();
      row.add(Table.Value.text(labels.get(i)));
      Arrays.stream(counts[i]).forEach(count -> row.add(Table.Value.of(count)));
      Arrays.stream(scores(labels.get(i))).forEach(score -> row.add(Scores.number(score)));
      rows.add(row);
    }
    return new Table(columns, rows, note(), true).text() + note();
  }

  @Override
  public String toString() {
    return text();
  }
}
