package dev.hearth.driver.progress;

import dev.hearth.driver.progress.Snapshot.StageProgress;
import java.util.Comparator;
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

  /** A stage that a job plans: it may be skipped, as an earlier job has run it already. */
  record Plan(int jobId, int stageId, String name, int tasks, List<Integer> parents) {}

  private static final class Stage {
    final Plan plan;
    boolean submitted;
    int done;

    Stage(Plan plan) {
      this.plan = plan;
    }
  }

  void stagePlanned(Plan plan) {
    stages.put(plan.stageId(), new Stage(plan));
  }

  /** A stage begins: what it builds upon has ended, or is skipped and never will. */
  void stageSubmitted(int stageId) {
    touch();
    Stage stage = stages.get(stageId);
    if (stage != null) {
      stage.submitted = true;
      forgetAncestors(stage);
    }
  }

  private void forgetAncestors(Stage stage) {
    for (int parent : stage.plan.parents()) {
      Stage ancestor = stages.remove(parent);
      if (ancestor != null) {
        forgetAncestors(ancestor);
      }
    }
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
    stages.values().removeIf(stage -> stage.plan.jobId() == jobId);
  }

  Snapshot snapshot() {
    List<StageProgress> open =
        stages.values().stream()
            .sorted(Comparator.comparing((Stage stage) -> !stage.submitted))
            .map(Tally::progress)
            .toList();
    long until = running.isEmpty() ? lastEvent : System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(until - began);
    return new Snapshot(jobs, running.size(), tasks, rows, millis, open);
  }

  private static StageProgress progress(Stage stage) {
    Plan plan = stage.plan;
    int done = Math.min(stage.done, plan.tasks()); // a retried task counts once
    return new StageProgress(plan.stageId(), plan.name(), done, plan.tasks());
  }

  private void touch() {
    lastEvent = System.nanoTime();
  }
}
