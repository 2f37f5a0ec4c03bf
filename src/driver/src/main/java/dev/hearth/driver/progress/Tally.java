package dev.hearth.driver.progress;

import dev.hearth.driver.progress.Snapshot.StageProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Counts what a cell's jobs do. Guarded by its {@link CellProgress}. */
final class Tally {
  private final Set<Integer> running = new HashSet<>();
  private final Map<Integer, Stage> stages = new TreeMap<>();
  private int jobs;
  private long tasks;
  private long rows;
  private long began;
  private long lastEvent;

  private static final class Stage {
    final int jobId;
    final String name;
    final int tasks;
    int done;

    Stage(int jobId, String name, int tasks) {
      this.jobId = jobId;
      this.name = name;
      this.tasks = tasks;
    }
  }

  /** A stage that an earlier job has run already is planned again and then skipped. */
  void stagePlanned(int jobId, int stageId, String name, int count) {
    stages.put(stageId, new Stage(jobId, name, count));
  }

  void jobStarted(int jobId) {
    if (jobs == 0) {
      began = System.nanoTime();
    }
    touch();
    jobs++;
    running.add(jobId);
  }

  boolean isRunning(int jobId) {
    return running.contains(jobId);
  }

  void taskEnded(int stageId, boolean succeeded, long rowsRead) {
    touch();
    rows += rowsRead;
    if (succeeded) {
      tasks++;
      Stage stage = stages.get(stageId);
      if (stage != null) {
        stage.done++;
      }
    }
  }

  void stageEnded(int stageId) {
    touch();
    stages.remove(stageId);
  }

  void jobEnded(int jobId) {
    touch();
    running.remove(jobId);
    stages.values().removeIf(stage -> stage.jobId == jobId);
  }

  Snapshot snapshot() {
    List<StageProgress> open =
        stages.entrySet().stream()
            .map(
                entry -> {
                  Stage stage = entry.getValue();
                  int done = Math.min(stage.done, stage.tasks); // a retried task counts once
                  return new StageProgress(entry.getKey(), stage.name, done, stage.tasks);
                })
            .toList();
    long until = running.isEmpty() ? lastEvent : System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(until - began);
    return new Snapshot(jobs, running.size(), tasks, rows, millis, open);
  }

  private void touch() {
    lastEvent = System.nanoTime();
  }
}
