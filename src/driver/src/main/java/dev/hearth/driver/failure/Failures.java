package dev.hearth.driver.failure;

import dev.hearth.driver.kernel.CellOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;

/** Turns what user code threw into a cell's outcome. */
public final class Failures {
  private static final int MOST_TASK_LINES = 4;

  private Failures() {}

  /** Interrupted if the exception is the effect of an interrupt, otherwise failed. */
  public static CellOutcome outcome(Throwable thrown) {
    return outcome(thrown, new SourceLines("", ""));
  }

  /**
   * As {@link #outcome(Throwable)}, with the line of the cell where it failed.
   *
   * @param source the cell that ran
   */
  public static CellOutcome outcome(Throwable thrown, SourceLines source) {
    Throwable error = Wrapping.strip(thrown);
    Optional<String> interruption = Interruption.reason(error);
    if (interruption.isPresent()) {
      return new CellOutcome.Interrupted(interruption.get());
    }
    Throwable shown = TaskFailure.causeInTask(error).orElse(error);
    List<String> lines = new ArrayList<>(ErrorText.lines(error));
    List<String> located = source.cellName().isEmpty() ? lines : source.added(lines);
    return failed(
        UserCode.className(shown.getClass().getName()), ErrorText.message(shown), located, error);
  }

  /**
   * A failure whose lines the caller has made, with what is known about its exception: advice below
   * the lines, and the full trace.
   */
  public static CellOutcome.Failed failed(
      String name, String message, List<String> lines, Throwable error) {
    List<String> advised = new ArrayList<>(lines);
    advice(error).ifPresent(advised::add);
    return new CellOutcome.Failed(name, message, advised, Optional.of(FullTrace.of(error)));
  }

  /**
   * What a failure means and what to change, in a sentence or two, where it is known. Also for
   * exceptions that another language reports, such as the Java side of a {@code Py4JJavaError}.
   */
  public static Optional<String> advice(Throwable thrown) {
    return Advice.on(Wrapping.strip(thrown));
  }

  /** As {@link #advice(Throwable)}, on the text of a failure in a task. */
  public static Optional<String> advice(String text) {
    return Advice.on(new SparkException(TaskFailure.ABORTED + ": " + text));
  }

  /**
   * The failure of a task in a few lines.
   *
   * @param message null if there is none
   */
  public static String ofTask(String className, String message) {
    String head = UserCode.className(className);
    return message == null ? head : head + ": " + ErrorText.shortened(message, MOST_TASK_LINES);
  }
}
