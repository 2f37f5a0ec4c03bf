package dev.hearth.driver.failure;

import java.io.PrintWriter;
import java.io.StringWriter;

/** An exception as Java prints it, of bounded length. */
final class FullTrace {
  private static final int MOST_CHARS = 200_000;

  private FullTrace() {}

  static String of(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    return text.getBuffer().length() <= MOST_CHARS
        ? text.toString()
        : text.getBuffer().substring(0, MOST_CHARS) + "\n... (cut)";
  }
}
