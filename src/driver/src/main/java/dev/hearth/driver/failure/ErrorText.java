package dev.hearth.driver.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** An exception and its causes as lines for the user. */
final class ErrorText {
  private static final int MOST_CAUSES = 10;
  private static final int MOST_MESSAGE_LINES = 40;
  private static final int MOST_MESSAGE_CHARS = 8000;

  private ErrorText() {}

  /**
   * The error, its frames, and its causes. For a failed Spark task it is the other way round: what
   * the user's code threw comes first, then what Spark made of it.
   */
  static List<String> lines(Throwable error) {
    List<String> lines = new ArrayList<>();
    TaskFailure.causeInTask(error)
        .ifPresentOrElse(
            cause -> {
              describe(lines, "", cause);
              TaskFailure.place(error)
                  .ifPresentOrElse(
                      place -> {
                        List<String> ofDriver = UserTrace.lines(error.getStackTrace());
                        boolean same = Collections.indexOfSubList(lines, ofDriver) >= 0;
                        lines.add(place);
                        lines.addAll(same ? List.of() : ofDriver);
                      },
                      () -> describe(lines, "In a Spark task: ", error));
            },
            () -> {
              String label = "";
              for (Throwable t : shownCauses(error)) {
                describe(lines, label, t);
                label = "Caused by: ";
              }
            });
    return lines;
  }

  private static List<Throwable> shownCauses(Throwable error) {
    List<Throwable> chain = Causes.of(error);
    return chain.subList(0, Math.min(chain.size(), MOST_CAUSES));
  }

  private static void describe(List<String> lines, String label, Throwable error) {
    String message = message(error);
    String name = UserCode.className(error.getClass().getName());
    String head = label + name + (message.isEmpty() ? "" : ": " + message);
    head.lines().forEach(lines::add);
    lines.addAll(UserTrace.lines(error.getStackTrace()));
  }

  /** The message without the plans and traces that Spark puts into it, and of bounded length. */
  static String message(Throwable error) {
    String message = error.getMessage();
    // A ParseException's own message shows the place in the SQL text.
    if (error instanceof AnalysisException analysis && !(error instanceof ParseException)) {
      message = analysis.message();
    }
    if (message == null) {
      return "";
    }
    return shortened(message, MOST_MESSAGE_LINES);
  }

  /** The first lines of a message that say something. */
  static String shortened(String message, int mostLines) {
    StringBuilder kept = new StringBuilder();
    int count = 0;
    for (String line : (Iterable<String>) message.strip().lines()::iterator) {
      if (line.startsWith("Driver stacktrace:") || line.startsWith("Serialization stack:")) {
        break; // the full trace has them
      }
      if (isFrame(line)) {
        continue;
      }
      if (++count > mostLines || kept.length() > MOST_MESSAGE_CHARS) {
        kept.append("...\n");
        break;
      }
      kept.append(line).append('\n');
    }
    String text = UserCode.clean(kept.toString().strip());
    return text.length() > MOST_MESSAGE_CHARS
        ? text.substring(0, MOST_MESSAGE_CHARS) + "..."
        : text;
  }

  /** Of Java's or, as XGBoost writes them, of native code. */
  private static boolean isFrame(String line) {
    return line.startsWith("\tat ")
        || line.startsWith("\t... ")
        || line.equals("Stack trace:")
        || line.startsWith("  [bt] (");
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
