package dev.hearth.driver;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import scala.Option;

/**
 * Tells of executors that are lost against the user's will; those that Spark gives back because
 * they are idle, or that leave in order, are no news.
 */
final class ExecutorNews extends SparkListener {
  /** Executors that die at their start are replaced by others that do, without end. */
  private static final int MOST_IN_A_ROW = 5;

  private static final long ROW_MILLIS = 60_000;

  private final Consumer<String> tell;
  private long last;
  private int inARow;

  ExecutorNews(Consumer<String> tell) {
    this.tell = tell;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    lost(removed.executorId(), Option.apply(removed.reason()).getOrElse(() -> ""))
        .ifPresent(text -> limited(text, removed.time()));
  }

  /** Listeners are called by one thread. */
  private void limited(String text, long now) {
    inARow = now - last > ROW_MILLIS ? 1 : inARow + 1;
    last = now;
    if (inARow < MOST_IN_A_ROW) {
      tell.accept(text);
    } else if (inARow == MOST_IN_A_ROW) {
      tell.accept(
          text
              + " Executors are lost one after the other; what follows is in the driver's log only."
              + " See why this one was lost.");
    }
  }

  /**
   * @param reason as Spark says it: see its {@code ExecutorLossReason} and, for pods, its {@code
   *     ExecutorPodsLifecycleManager}
   */
  static Optional<String> lost(String executor, String reason) {
    if (reason.startsWith("Executor killed by driver")
        || reason.startsWith("Executor decommission")
        || reason.startsWith("Finished decommissioning")) {
      return Optional.empty();
    }
    return Optional.of("Executor " + executor + " is lost" + why(reason) + ADVICE);
  }

  private static final String ADVICE =
      " Spark goes on with the others, and runs again what it had not finished.";

  private static String why(String reason) {
    if (reason.contains("OOMKilled") || reason.contains("exit code 137")) {
      return ": it was killed (code 137), "
          + (reason.contains("OOMKilled")
              ? "since it needed more memory than its pod has."
              : "perhaps since it needed more memory than its pod has, perhaps with its node.")
          + " Raise executor-memory or spark.executor.memoryOverhead with %%configure, or use more"
          + " partitions.";
    }
    if (reason.contains("exit code 143") || reason.contains("code 143")) {
      return ": it was told to end, as on nodes that are taken back (code 143).";
    }
    String line = reason.lines().findFirst().orElse("").strip();
    if (line.isEmpty()) {
      return ".";
    }
    return ": " + (line.endsWith(".") ? line : line + ".");
  }
}
