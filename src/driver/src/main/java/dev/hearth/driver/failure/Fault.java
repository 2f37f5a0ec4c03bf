package dev.hearth.driver.failure;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A failure as rules look at it.
 *
 * @param causes from the outside in
 * @param text names and messages of all causes; Spark puts what happened on executors into its
 *     messages only
 */
record Fault(List<Throwable> causes, String text) {
  private static final int MOST_CHARS = 100_000;

  static Fault of(Throwable error) {
    List<Throwable> causes = Causes.of(error);
    StringBuilder text = new StringBuilder();
    for (Throwable cause : causes) {
      if (text.length() < MOST_CHARS) {
        text.append(cause.getClass().getName()).append(": ");
        text.append(bounded(cause.getMessage())).append('\n');
      }
    }
    return new Fault(causes, text.toString());
  }

  private static String bounded(String message) {
    String text = String.valueOf(message);
    return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
  }

  boolean says(Pattern pattern) {
    return pattern.matcher(text).find();
  }
}
