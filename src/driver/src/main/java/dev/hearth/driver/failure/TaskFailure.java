package dev.hearth.driver.failure;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;

/** Jobs that failed because code in a task threw. */
final class TaskFailure {
  private static final String ABORTED = "Job aborted due to stage failure";

  private TaskFailure() {}

  /** Spark's report that a task failed, in the exception or its causes. */
  static boolean is(Throwable error) {
    return error instanceof SparkException
        && error.getMessage() != null
        && error.getMessage().startsWith(ABORTED);
  }

  /** The innermost cause of a failed task: what the user's code threw on the executor. */
  static Optional<Throwable> causeInTask(Throwable error) {
    List<Throwable> chain = Causes.of(error);
    boolean inTask = chain.stream().anyMatch(TaskFailure::is);
    Throwable innermost = chain.get(chain.size() - 1);
    return inTask && !is(innermost) ? Optional.of(innermost) : Optional.empty();
  }
}
