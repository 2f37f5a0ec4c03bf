package dev.hearth.driver.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;

/** Jobs that failed because code in a task threw. */
final class TaskFailure {
  static final String ABORTED = "Job aborted due to stage failure";

  private static final Pattern PLACE =
      Pattern.compile(
          "^Job aborted due to stage failure: Task (\\d+) in stage (\\d+)\\.\\d+ failed (\\d+) times,"
              + " most recent failure: Lost task \\S+ in stage \\S+ \\(TID \\d+\\)"
              + " \\((\\S+) executor (\\S+)\\)");

  private TaskFailure() {}

  /** Spark's report that a task failed, in the exception or its causes. */
  static boolean is(Throwable error) {
    return error instanceof SparkException
        && error.getMessage() != null
        && error.getMessage().startsWith(ABORTED);
  }

  /**
   * Which task of which stage, how often, and where: in words, if Spark's report has the usual
   * form.
   */
  static Optional<String> place(Throwable error) {
    return Causes.of(error).stream()
        .filter(TaskFailure::is)
        .map(report -> PLACE.matcher(report.getMessage()))
        .filter(Matcher::find)
        .map(TaskFailure::place)
        .findFirst();
  }

  private static String place(Matcher found) {
    String task = "In task " + found.group(1) + " of stage " + found.group(2);
    String times = found.group(3);
    boolean inDriver = found.group(5).equals("driver");
    String where = inDriver ? "" : " on " + found.group(4) + ", executor " + found.group(5);
    return times.equals("1")
        ? task + where
        : task + ", which failed " + times + " times" + (inDriver ? "" : ", at last" + where);
  }

  /** The innermost cause of a failed task: what the user's code threw on the executor. */
  static Optional<Throwable> causeInTask(Throwable error) {
    List<Throwable> chain = Causes.of(error);
    boolean inTask = chain.stream().anyMatch(TaskFailure::is);
    Throwable innermost = chain.get(chain.size() - 1);
    return inTask && !is(innermost) ? Optional.of(innermost) : Optional.empty();
  }
}
