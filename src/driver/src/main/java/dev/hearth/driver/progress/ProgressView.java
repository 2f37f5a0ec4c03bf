package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.progress.Snapshot.StageProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How progress looks, as HTML and as text. */
final class ProgressView {
  private static final int TEXT_BAR = 20;

  private ProgressView() {}

  /** While jobs run: counts, and a bar over the tasks at hand. */
  static MimeBundle running(Snapshot now) {
    int done = now.tasksDoneNow();
    int all = now.tasksNow();
    List<String> parts = new ArrayList<>();
    parts.add(now.runningJobs() + " of " + count(now.jobs(), "job") + " running");
    if (!now.stages().isEmpty()) {
      StageProgress stage = now.stages().get(0);
      parts.add("stage " + stage.id() + " " + stage.done() + "/" + stage.tasks());
      parts.add(done + "/" + count(all, "task"));
    }
    addRows(parts, now);
    parts.add(seconds(now.millis()));
    String line = "Spark: " + String.join(", ", parts);
    String text = all == 0 ? line : textBar(done, all) + " " + line;
    String title = now.stages().isEmpty() ? "" : now.stages().get(0).name();
    return MimeBundle.html(
        "<div style=\"font-size:90%;opacity:.85\" title=\""
            + escaped(title)
            + "\">"
            + htmlBar(done, all)
            + escaped(line)
            + "</div>",
        text);
  }

  /** When all is over. */
  static MimeBundle summary(Snapshot last) {
    List<String> parts = new ArrayList<>();
    parts.add(count(last.jobs(), "job"));
    parts.add(count(last.tasks(), "task"));
    addRows(parts, last);
    parts.add(seconds(last.millis()));
    String line = String.join(", ", parts);
    return MimeBundle.html(
        "<div style=\"font-size:90%;opacity:.7\">" + escaped(line) + "</div>", line);
  }

  private static void addRows(List<String> parts, Snapshot snapshot) {
    if (snapshot.rows() > 0) {
      parts.add(large(snapshot.rows()) + " rows read");
    }
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** {@code 950}, {@code 12.3 k}, {@code 4.1 M}, {@code 2.0 G}. */
  static String large(long number) {
    double value = number;
    for (String unit : List.of("", " k", " M", " G")) {
      if (value < 999.95 || unit.equals(" G")) {
        return unit.isEmpty()
            ? String.valueOf(number)
            : String.format(Locale.ROOT, "%.1f%s", value, unit);
      }
      value /= 1000;
    }
    throw new AssertionError("the last unit takes any number");
  }

  /** {@code 8.2 s}, {@code 3 min 12 s}. */
  static String seconds(long millis) {
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long whole = Math.round(millis / 1000.0);
    return whole / 60 + " min " + whole % 60 + " s";
  }

  private static String textBar(int done, int all) {
    int filled = (int) ((long) TEXT_BAR * done / all);
    return "[" + "#".repeat(filled) + ".".repeat(TEXT_BAR - filled) + "]";
  }

  private static String htmlBar(int done, int all) {
    if (all == 0) {
      return "";
    }
    return "<progress value=\""
        + done
        + "\" max=\""
        + all
        + "\" style=\"width:16em;vertical-align:middle;margin-right:.7em\"></progress>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
