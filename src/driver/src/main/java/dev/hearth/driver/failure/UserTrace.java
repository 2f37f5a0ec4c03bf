package dev.hearth.driver.failure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stack trace for users: their own frames and those of libraries that are neither Java's, Scala's
 * nor Spark's, down to the cell's statement.
 */
final class UserTrace {
  private static final List<String> INTERNALS =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "scala.", "org.apache.spark.");
  private static final int MOST_FRAMES = 50;
  private static final int FRAMES_WITHOUT_OWN = 5;

  private UserTrace() {}

  static List<String> lines(StackTraceElement[] trace) {
    int last = lastOfUser(trace);
    List<String> lines = new ArrayList<>();
    if (last < 0) {
      return withoutOwn(trace);
    }
    int statementOf = 0;
    for (int i = 0; i <= last; i++) {
      StackTraceElement frame = trace[i];
      if (!UserCode.is(frame)) {
        if (!isInternal(frame)) {
          lines.add("  at " + frame);
        }
      } else if (UserCode.isStatement(frame)) {
        // One statement runs in several wrappers, the innermost of which has its line.
        if (statementOf != UserCode.lineId(frame)) {
          statementOf = UserCode.lineId(frame);
          add(lines, frame);
        }
      } else {
        add(lines, frame);
      }
    }
    return cut(lines);
  }

  /** Where Spark or Scala fails by itself, its frames tell users nothing. */
  private static List<String> withoutOwn(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .limit(FRAMES_WITHOUT_OWN)
        .filter(frame -> !frame.getClassName().startsWith("org.apache.spark."))
        .filter(frame -> !frame.getClassName().startsWith("scala."))
        .map(frame -> "  at " + frame)
        .toList();
  }

  private static void add(List<String> lines, StackTraceElement frame) {
    String where = frame.getFileName() + ":" + frame.getLineNumber();
    String place = UserCode.isStatement(frame) ? "" : UserCode.place(frame);
    String line = place.isEmpty() ? "  at " + where : "  at " + place + " (" + where + ")";
    // A lambda has a second frame that only unboxes.
    if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line)) {
      lines.add(line);
    }
  }

  private static int lastOfUser(StackTraceElement[] trace) {
    for (int i = trace.length - 1; i >= 0; i--) {
      if (UserCode.is(trace[i])) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isInternal(StackTraceElement frame) {
    return INTERNALS.stream().anyMatch(frame.getClassName()::startsWith);
  }

  /** Of an endless recursion, the first frames tell enough. */
  private static List<String> cut(List<String> lines) {
    if (lines.size() <= MOST_FRAMES) {
      return lines;
    }
    List<String> cut = new ArrayList<>(lines.subList(0, MOST_FRAMES));
    cut.add("  ... " + (lines.size() - MOST_FRAMES) + " more");
    return cut;
  }
}
