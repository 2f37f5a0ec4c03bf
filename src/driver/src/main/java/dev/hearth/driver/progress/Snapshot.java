package dev.hearth.driver.progress;

import java.util.List;
import java.util.Optional;

/**
 * The jobs of a cell at one moment.
 *
 * @param jobs started so far
 * @param running numbers of those that have not ended
 * @param tasks ended well so far, of all jobs
 * @param failed attempts at tasks that failed
 * @param volume of the tasks that have ended
 * @param millis during which at least one job ran
 * @param stages of running jobs: those under way, then those to come; skipped ones are left out
 */
record Snapshot(
    int jobs,
    List<Integer> running,
    long tasks,
    long failed,
    Volume volume,
    long millis,
    List<StageProgress> stages) {
  Snapshot {
    running = List.copyOf(running);
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param done tasks ended well
   * @param running tasks under way
   * @param attempt from 0; further ones because output of an earlier one was lost
   * @param secondsWaiting since its submission while none of its tasks has begun
   * @param millisLeft where its tasks end at a steady rate
   */
  record StageProgress(
      int id,
      String name,
      int done,
      int running,
      int tasks,
      int attempt,
      long secondsWaiting,
      Optional<Long> millisLeft) {}

  int tasksDoneNow() {
    return stages.stream().mapToInt(StageProgress::done).sum();
  }

  int tasksRunningNow() {
    return stages.stream().mapToInt(StageProgress::running).sum();
  }

  int tasksNow() {
    return stages.stream().mapToInt(StageProgress::tasks).sum();
  }
}
