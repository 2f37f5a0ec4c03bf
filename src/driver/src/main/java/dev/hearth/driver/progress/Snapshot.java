package dev.hearth.driver.progress;

import java.util.List;

/**
 * The jobs of a cell at one moment.
 *
 * @param jobs started so far
 * @param runningJobs of those, not ended
 * @param tasks ended well so far, of all jobs
 * @param rows read so far, as Spark counts them at its sources
 * @param millis since the first job began
 * @param stages of running jobs that are under way or to come, in the order in which they run
 */
record Snapshot(
    int jobs, int runningJobs, long tasks, long rows, long millis, List<StageProgress> stages) {
  Snapshot {
    stages = List.copyOf(stages);
  }

  /** One stage: its tasks and how many have ended well. */
  record StageProgress(int id, String name, int done, int tasks) {}

  int tasksDoneNow() {
    return stages.stream().mapToInt(StageProgress::done).sum();
  }

  int tasksNow() {
    return stages.stream().mapToInt(StageProgress::tasks).sum();
  }
}
