package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;

/**
 * Sorts Spark's events by the cell whose job group they belong to. Spark calls it on its listener
 * thread, one event at a time, so it neither waits nor throws; kernels call {@link #follow} and
 * {@link #finish}.
 */
public final class ProgressListener extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressListener.class);
  private static final String GROUP = "spark.jobGroup.id";

  /** How long a cell's end may wait for the events of its own jobs. */
  private static final long LAST_WORD_MILLIS = 500;

  private final SparkContext spark;
  private final ScheduledExecutorService timer;
  private final Map<String, CellProgress> cells = new ConcurrentHashMap<>();
  private final Map<Integer, CellProgress> byJob = new ConcurrentHashMap<>();
  private final Map<Integer, CellProgress> byStage = new ConcurrentHashMap<>();

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
  }

  boolean isIdle() {
    return cells.isEmpty();
  }

  /** From now on, jobs of the group are shown in the cell. */
  CellProgress follow(String group, CellContext cell) {
    CellProgress progress = new CellProgress(cell, timer);
    cells.put(group, progress);
    return progress;
  }

  /** The cell is over: what is shown becomes final. */
  void finish(String group, CellProgress progress) {
    if (progress.isShown()) {
      awaitLastEvents();
    }
    progress.finish();
    cells.remove(group, progress);
    byJob.values().removeIf(of -> of == progress);
    byStage.values().removeIf(of -> of == progress);
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

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    guarded(
        () ->
            group(event.properties())
                .map(cells::get)
                .ifPresent(
                    progress -> {
                      byJob.put(event.jobId(), progress);
                      for (StageInfo stage : JavaConverters.seqAsJavaList(event.stageInfos())) {
                        byStage.put(stage.stageId(), progress);
                        progress.stagePlanned(
                            event.jobId(), stage.stageId(), stage.name(), stage.numTasks());
                      }
                      progress.jobStarted(event.jobId());
                    }));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    of(
        byStage.get(event.stageId()),
        progress -> {
          boolean succeeded = event.reason() == Success$.MODULE$;
          long rows =
              event.taskMetrics() == null ? 0 : event.taskMetrics().inputMetrics().recordsRead();
          progress.taskEnded(event.stageId(), succeeded, rows);
        });
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    int stage = event.stageInfo().stageId();
    of(byStage.get(stage), progress -> progress.stageEnded(stage));
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd event) {
    of(byJob.remove(event.jobId()), progress -> progress.jobEnded(event.jobId()));
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof Marker marker) {
      marker.seen.countDown();
    }
  }

  private static void of(CellProgress progress, Consumer<CellProgress> what) {
    if (progress != null) {
      guarded(() -> what.accept(progress));
    }
  }

  private static Optional<String> group(Properties properties) {
    return Optional.ofNullable(properties).map(of -> of.getProperty(GROUP));
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("Progress cannot be shown", e);
    }
  }
}
