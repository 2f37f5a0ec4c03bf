package dev.hearth.driver.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A Spark job of the session at one moment.
 *
 * @param id Spark's number, which {@link SessionJobs#cancel} takes
 * @param group its job group; that of a cell begins with its kernel's {@link #groupPrefix}
 * @param cell as in {@code cell3}; empty if no cell of a kernel started it
 * @param name what it does and where, e.g. {@code count at cell3:2}
 * @param stages to run, without those skipped because their output exists already
 * @param tasks of these stages
 * @param tasksFailed which Spark tries again, up to {@code spark.task.maxFailures}
 * @param ended empty while it runs
 * @param failure first line of the reason, if it failed or was cancelled
 */
public record JobInfo(
    int id,
    String group,
    String cell,
    String name,
    int stages,
    int stagesDone,
    int tasks,
    int tasksDone,
    int tasksRunning,
    int tasksFailed,
    Instant started,
    Optional<Instant> ended,
    Optional<String> failure) {

  /** What begins the job groups of all cells of a kernel. */
  public static String groupPrefix(UUID kernel) {
    return "hearth-" + kernel + "-";
  }

  public boolean isOf(UUID kernel) {
    return group.startsWith(groupPrefix(kernel));
  }

  public boolean isRunning() {
    return ended.isEmpty();
  }

  /** So far, or from start to end. */
  public Duration duration(Instant now) {
    return Duration.between(started, ended.orElse(now));
  }
}
