package dev.hearth.driver.progress;

import dev.hearth.driver.progress.Snapshot.StageProgress;
import dev.hearth.driver.progress.StageTally.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.executor.TaskMetrics;

/** Counts of all jobs of a cell. Guarded by its {@link JobLedger}. */
final class Tally {
  private final Map<Integer, JobTally> running = new LinkedHashMap<>();
  private int jobs;
  private long tasks;
  private long failed;
  private long rowsRead;
  private long rowsWritten;
  private long shuffled;
  private long spilled;
  private long busyBefore;
  private long busySince;
  private long version;
  private Optional<FirstFailure> firstFailure = Optional.empty();

  void jobStarted(JobTally job, long now) {
    if (running.isEmpty()) {
      busySince = now;
    }
    running.put(job.id, job);
    jobs++;
    version++;
  }

  void jobEnded(int id, boolean succeeded, long now) {
    JobTally job = running.remove(id);
    if (job != null && running.isEmpty()) {
      busyBefore += now - busySince;
    }
    if (job != null && succeeded) {
      // What failed in it went well at another attempt.
      firstFailure =
          firstFailure.filter(
              failure -> job.stages.stream().noneMatch(stage -> stage.id == failure.stage()));
    }
    version++;
  }

  void changed() {
    version++;
  }

  void taskEnded(boolean succeeded, boolean hasFailed, TaskMetrics metrics) {
    version++;
    tasks += succeeded ? 1 : 0;
    failed += hasFailed ? 1 : 0;
    if (metrics != null) {
      rowsRead += metrics.inputMetrics().recordsRead();
      rowsWritten += metrics.outputMetrics().recordsWritten();
      shuffled += metrics.shuffleWriteMetrics().bytesWritten();
      spilled += metrics.diskBytesSpilled();
    }
  }

  void taskFailed(Supplier<FirstFailure> failure) {
    if (firstFailure.isEmpty()) {
      firstFailure = Optional.of(failure.get());
    }
  }

  Optional<FirstFailure> firstFailure() {
    return firstFailure;
  }

  boolean isRunning() {
    return !running.isEmpty();
  }

  /** Changes whenever a count does. */
  long version() {
    return version;
  }

  /** How long at least one job ran. */
  long busyMillis(long now) {
    long current = running.isEmpty() ? 0 : now - busySince;
    return TimeUnit.NANOSECONDS.toMillis(busyBefore + current);
  }

  Snapshot snapshot(long now) {
    Map<Integer, StageTally> open = new TreeMap<>();
    for (JobTally job : running.values()) {
      for (StageTally stage : job.stages) {
        if (stage.state() == State.ACTIVE || stage.state() == State.PLANNED) {
          open.put(stage.id, stage);
        }
      }
    }
    List<StageProgress> stages = new ArrayList<>();
    open.values().stream()
        .sorted((a, b) -> a.state() == b.state() ? a.id - b.id : a.state() == State.ACTIVE ? -1 : 1)
        .forEach(
            stage ->
                stages.add(
                    new StageProgress(
                        stage.id,
                        stage.name,
                        stage.done,
                        stage.running,
                        stage.tasks,
                        stage.attempt,
                        TimeUnit.NANOSECONDS.toSeconds(stage.idleSince(now)),
                        stage.millisLeft(now))));
    return new Snapshot(
        jobs,
        List.copyOf(running.keySet()),
        tasks,
        failed,
        new Volume(rowsRead, rowsWritten, shuffled, spilled),
        busyMillis(now),
        stages);
  }
}
