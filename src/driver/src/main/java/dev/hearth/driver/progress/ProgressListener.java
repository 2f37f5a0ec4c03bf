package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.JobFailed;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts Spark's events by the cell that they belong to. Spark calls it on its listener thread, one
 * event at a time, so it neither waits nor throws; kernels call {@link #follow} and {@link
 * #finish}.
 */
public final class ProgressListener extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressListener.class);

  /** How long a cell's end may wait for the events of its own jobs. */
  private static final long LAST_WORD_MILLIS = 500;

  /** Spark tells a cell that its job has failed a moment before it tells its listeners. */
  private static final long FAILURE_MILLIS = 100;

  private final SparkContext spark;
  private final ScheduledExecutorService timer;
  private final JobLedger ledger = new JobLedger();
  private final StreamingQueries queries;
  private final Map<String, CellProgress> cells = new ConcurrentHashMap<>();
  private final Map<Integer, CellProgress> byJob = new ConcurrentHashMap<>();

  /** Comes after all events of a cell's jobs. */
  private static final class Marker implements SparkListenerEvent {
    private final CountDownLatch seen = new CountDownLatch(1);

    @Override
    public boolean logEvent() {
      return false;
    }
  }

  ProgressListener(SparkContext spark, ScheduledExecutorService timer) {
    this.spark = spark;
    this.timer = timer;
    this.queries = new StreamingQueries(timer);
  }

  boolean isIdle() {
    return cells.isEmpty();
  }

  SessionJobs jobs() {
    return new SessionJobs(spark, ledger);
  }

  /** From now on, jobs of the group are shown in the cell. */
  CellProgress follow(String group, CellContext cell) {
    CellProgress progress = new CellProgress(cell, ledger, this::executors, timer);
    cells.put(group, progress);
    queries.cellStarted(group, cell);
    return progress;
  }

  /** The cell is over: what is shown becomes final. */
  void finish(String group, CellProgress progress) {
    try {
      if (progress.isShown() || progress.isRunning()) {
        awaitLastEvents();
        progress.awaitEnd(FAILURE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the summary is then made from what is known
    } finally {
      cells.remove(group, progress);
      progress.finish();
      queries.cellEnded(group);
    }
  }

  /** What went wrong first in the cell's tasks, if anything did. */
  Optional<FirstFailure> firstFailure(CellProgress progress) {
    awaitLastEvents();
    return ledger.firstFailure(progress.tally());
  }

  private void awaitLastEvents() {
    Marker marker = new Marker();
    try {
      spark.listenerBus().post(marker);
      marker.seen.await(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the summary is then made from what is known
    }
  }

  /** In local mode the driver is the executor. */
  private int executors() {
    int all = spark.statusTracker().getExecutorInfos().length;
    return spark.isLocal() ? all : all - 1;
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    guarded(
        () -> {
          Optional<Properties> properties = Optional.ofNullable(event.properties());
          String group = properties.map(of -> of.getProperty(CellProperties.GROUP)).orElse("");
          String cellGroup = properties.map(of -> of.getProperty(CellProperties.CELL)).orElse("");
          if (properties.map(of -> of.getProperty(CellProperties.QUERY)).isPresent()) {
            ledger.jobStarted(event, group, queries.jobStarted(group, cellGroup), Optional.empty());
            return;
          }
          CellProgress progress =
              cells.containsKey(group) ? cells.get(group) : cells.get(cellGroup);
          if (progress == null) {
            ledger.jobStarted(event, group, "", Optional.empty());
            return;
          }
          byJob.put(event.jobId(), progress);
          String cell = progress.cell().cellName();
          ledger.jobStarted(event, group, cell, Optional.of(progress.tally()));
          progress.jobStarted();
        });
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    ledger.stageSubmitted(event.stageInfo());
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart event) {
    ledger.taskStarted(event.stageId());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    boolean succeeded = event.taskInfo().successful();
    ledger.taskEnded(event.stageId(), succeeded, event.taskInfo().failed(), event.taskMetrics());
    if (event.reason() instanceof ExceptionFailure failure) {
      guarded(() -> ledger.taskFailed(event.stageId(), () -> FirstFailure.of(event, failure)));
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    ledger.stageEnded(event.stageInfo().stageId());
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd event) {
    guarded(
        () -> {
          Optional<String> failure =
              event.jobResult() instanceof JobFailed failed
                  ? String.valueOf(failed.exception().getMessage()).lines().findFirst()
                  : Optional.empty();
          ledger.jobEnded(event.jobId(), event.time(), failure);
          CellProgress progress = byJob.remove(event.jobId());
          if (progress != null) {
            progress.jobEnded();
          }
        });
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof Marker marker) {
      marker.seen.countDown();
    } else {
      guarded(() -> queries.event(event));
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("Progress cannot be shown", e);
    }
  }
}
