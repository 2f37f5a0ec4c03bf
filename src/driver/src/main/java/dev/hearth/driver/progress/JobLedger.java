package dev.hearth.driver.progress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import scala.collection.JavaConverters;

/**
 * The jobs that run and the last ones that have ended, with the counts that every task changes. One
 * monitor guards it all and is held for moments only, so that Spark's listener thread hardly waits;
 * an event of a task allocates next to nothing.
 */
final class JobLedger {
  /** So many ended jobs are remembered, whatever the session's length. */
  static final int MOST_ENDED = 200;

  private final Map<Integer, JobTally> running = new TreeMap<>();
  private final Map<Integer, Tally> cellOfJob = new HashMap<>();
  private final Map<Integer, StageTally> stages = new HashMap<>();
  private final Map<Integer, Tally> cellOfStage = new HashMap<>();
  private final Deque<JobInfo> ended = new ArrayDeque<>();

  /**
   * @param cell whose counts the job adds to, if any
   */
  synchronized void jobStarted(
      SparkListenerJobStart event, String group, String cellName, Optional<Tally> cell) {
    List<StageTally> planned = new ArrayList<>();
    String name = "";
    int last = -1;
    for (StageInfo info : JavaConverters.seqAsJavaList(event.stageInfos())) {
      StageTally stage = stages.computeIfAbsent(info.stageId(), id -> planned(info));
      stage.users++;
      planned.add(stage);
      cell.ifPresent(tally -> cellOfStage.putIfAbsent(info.stageId(), tally));
      if (info.stageId() > last) {
        last = info.stageId();
        name = info.name();
      }
    }
    JobTally job = new JobTally(event.jobId(), group, cellName, name, planned, event.time());
    running.put(job.id, job);
    cell.ifPresent(
        tally -> {
          cellOfJob.put(job.id, tally);
          tally.jobStarted(job, System.nanoTime());
        });
  }

  private static StageTally planned(StageInfo info) {
    List<Integer> parents = new ArrayList<>();
    for (Object parent : JavaConverters.seqAsJavaList(info.parentIds())) {
      parents.add((Integer) parent);
    }
    return new StageTally(info.stageId(), info.name(), info.numTasks(), parents);
  }

  /** Its ancestors that have not run will not: their output is there. */
  synchronized void stageSubmitted(StageInfo info) {
    StageTally stage = stages.get(info.stageId());
    if (stage != null) {
      stage.submit(info.attemptNumber(), info.numTasks(), System.nanoTime());
      skipAncestors(stage);
      changed(info.stageId());
    }
  }

  private void skipAncestors(StageTally stage) {
    for (int parent : stage.parents) {
      StageTally before = stages.get(parent);
      if (before != null && before.state() == StageTally.State.PLANNED) {
        before.skip();
        skipAncestors(before);
      }
    }
  }

  synchronized void stageEnded(int id) {
    StageTally stage = stages.get(id);
    if (stage != null) {
      stage.end();
      changed(id);
    }
  }

  synchronized void taskStarted(int stageId) {
    StageTally stage = stages.get(stageId);
    if (stage != null) {
      stage.taskStarted();
      changed(stageId);
    }
  }

  /**
   * @param metrics null where the executor could send none
   */
  synchronized void taskEnded(int stageId, boolean succeeded, boolean failed, TaskMetrics metrics) {
    StageTally stage = stages.get(stageId);
    if (stage != null) {
      stage.taskEnded(succeeded, failed, System.nanoTime());
    }
    Tally cell = cellOfStage.get(stageId);
    if (cell != null) {
      cell.taskEnded(succeeded, failed, metrics);
    }
  }

  /** Only the first failure of a cell is made and kept. */
  synchronized void taskFailed(int stageId, Supplier<FirstFailure> failure) {
    Tally cell = cellOfStage.get(stageId);
    if (cell != null) {
      cell.taskFailed(failure);
    }
  }

  synchronized Optional<FirstFailure> firstFailure(Tally cell) {
    return cell.firstFailure();
  }

  synchronized void jobEnded(int id, long time, Optional<String> failure) {
    JobTally job = running.remove(id);
    if (job == null) {
      return;
    }
    ended.addFirst(job.ended(time, failure));
    if (ended.size() > MOST_ENDED) {
      ended.removeLast();
    }
    for (StageTally stage : job.stages) {
      if (--stage.users == 0) {
        stages.remove(stage.id);
        cellOfStage.remove(stage.id);
      }
    }
    Tally cell = cellOfJob.remove(id);
    if (cell != null) {
      cell.jobEnded(id, failure.isEmpty(), System.nanoTime());
    }
  }

  /** Those that run, then those that have ended; the newest first. */
  synchronized List<JobInfo> jobs() {
    Deque<JobInfo> newestFirst = new ArrayDeque<>();
    running.values().forEach(job -> newestFirst.addFirst(job.info()));
    newestFirst.addAll(ended);
    return List.copyOf(newestFirst);
  }

  synchronized boolean isRunning(int job) {
    return running.containsKey(job);
  }

  synchronized Snapshot snapshot(Tally cell) {
    return cell.snapshot(System.nanoTime());
  }

  synchronized long version(Tally cell) {
    return cell.version();
  }

  synchronized long busyMillis(Tally cell) {
    return cell.busyMillis(System.nanoTime());
  }

  synchronized boolean isRunning(Tally cell) {
    return cell.isRunning();
  }

  private void changed(int stageId) {
    Tally cell = cellOfStage.get(stageId);
    if (cell != null) {
      cell.changed();
    }
  }
}
