package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.progress.Snapshot.StageProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How progress looks, as HTML and as text. */
final class ProgressView {
  private static final int TEXT_BAR = 20;

  /** Spark itself warns after 15 s that a job has got no resources. */
  private static final long WAITING_SECONDS = 10;

  private ProgressView() {}

  /**
   * While jobs run: counts, and a bar over the tasks at hand.
   *
   * @param executors that the session has now
   */
  static MimeBundle running(Snapshot now, int executors) {
    int done = now.tasksDoneNow();
    int all = now.tasksNow();
    List<String> parts = new ArrayList<>();
    parts.add(jobs(now));
    if (!now.stages().isEmpty()) {
      parts.add(stage(now.stages().get(0)));
      if (now.stages().size() > 1) {
        parts.add(done + "/" + count(all, "task") + " of " + now.stages().size() + " stages");
      }
      if (now.tasksRunningNow() > 0) {
        parts.add(now.tasksRunningNow() + " running");
      }
    }
    addFailed(parts, now);
    addVolume(parts, now);
    parts.add(seconds(now.millis()));
    now.stages().stream()
        .findFirst()
        .flatMap(StageProgress::millisLeft)
        .ifPresent(left -> parts.add("stage ends in about " + roughly(left)));
    String line = "Spark: " + String.join(", ", parts);
    String bar = all == 0 ? "" : textBar(done, all) + " ";
    String hint = waiting(now, executors) + cancel(now);
    String title = now.stages().isEmpty() ? "" : now.stages().get(0).name();
    return MimeBundle.html(
        "<div style=\"font-size:90%;opacity:.85\" title=\""
            + escaped(title)
            + "\">"
            + htmlBar(done, all)
            + escaped(line)
            + "<span style=\"opacity:.7\">"
            + escaped(hint)
            + "</span></div>",
        bar + line + hint);
  }

  /** When the cell is over. */
  static MimeBundle summary(Snapshot last) {
    List<String> parts = new ArrayList<>();
    parts.add(count(last.jobs(), "job"));
    parts.add(count(last.tasks(), "task"));
    addFailed(parts, last);
    addVolume(parts, last);
    parts.add(seconds(last.millis()));
    String runOn = last.running().isEmpty() ? "" : "; " + jobs(last) + " in the background";
    String line = String.join(", ", parts) + runOn + (runOn.isEmpty() ? "" : cancel(last));
    return MimeBundle.html(
        "<div style=\"font-size:90%;opacity:.7\">" + escaped(line) + "</div>", line);
  }

  private static String jobs(Snapshot now) {
    return now.running().size() + " of " + count(now.jobs(), "job") + " running";
  }

  private static String stage(StageProgress stage) {
    String again = stage.attempt() > 0 ? " (repeated: output was lost)" : "";
    return "stage " + stage.id() + again + " " + stage.done() + "/" + stage.tasks() + " tasks";
  }

  private static String waiting(Snapshot now, int executors) {
    boolean waits =
        !now.stages().isEmpty()
            && now.tasksRunningNow() == 0
            && now.stages().get(0).secondsWaiting() >= WAITING_SECONDS;
    if (!waits) {
      return "";
    }
    return executors == 0
        ? ". Waiting for executors: none has joined yet (the cluster may be adding nodes)"
        : ". Waiting for free task slots on "
            + count(executors, "executor")
            + ": other cells or sessions use them";
  }

  /** Works in another notebook of the session while this one is busy. */
  private static String cancel(Snapshot now) {
    return now.running().isEmpty() ? "" : " (%cancel " + now.running().get(0) + ")";
  }

  private static void addFailed(List<String> parts, Snapshot snapshot) {
    if (snapshot.failed() > 0) {
      parts.add(count(snapshot.failed(), "failed task"));
    }
  }

  private static void addVolume(List<String> parts, Snapshot snapshot) {
    Volume volume = snapshot.volume();
    if (volume.rowsRead() > 0) {
      parts.add(large(volume.rowsRead()) + " rows read");
    }
    if (volume.rowsWritten() > 0) {
      parts.add(large(volume.rowsWritten()) + " rows written");
    }
    if (volume.shuffled() > 0) {
      parts.add(bytes(volume.shuffled()) + " shuffled");
    }
    if (volume.spilled() > 0) {
      parts.add(bytes(volume.spilled()) + " spilled to disk");
    }
  }

  static String count(long number, String thing) {
    return count(number, thing, thing + "s");
  }

  static String count(long number, String thing, String things) {
    return number + " " + (number == 1 ? thing : things);
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

  /** {@code 950 B}, {@code 12.3 kB}. */
  static String bytes(long number) {
    String large = large(number);
    return large.indexOf(' ') < 0 ? large + " B" : large + "B";
  }

  /** {@code 8.2 s}, {@code 3 min 12 s}. */
  static String seconds(long millis) {
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long whole = Math.round(millis / 1000.0);
    return whole / 60 + " min " + whole % 60 + " s";
  }

  /** An estimate has no tenths of seconds, and no seconds beside many minutes. */
  private static String roughly(long millis) {
    long whole = Math.max(1, Math.round(millis / 1000.0));
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 600 ? whole / 60 + " min " + whole % 60 / 10 * 10 + " s" : whole / 60 + " min";
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

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
