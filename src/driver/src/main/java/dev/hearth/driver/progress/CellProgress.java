package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What one cell's jobs have done, and its one display: shown once a job has taken {@link
 * #PATIENCE}, renewed while there is news, and at the end replaced by a summary.
 *
 * <p>Spark's listener thread brings news, the timer shows it, the kernel's thread finishes. The
 * monitor guards the counts; {@code display} guards what is shown, and is never held together with
 * the wish for the monitor by the listener thread, which so never waits for a display.
 */
final class CellProgress {
  /** A job that ends sooner is not worth a display. */
  private static final long PATIENCE = 400;

  /** Between two renewals, in milliseconds: eyes want no more. */
  private static final long RENEWAL = 250;

  /** Without news, so that the time shown goes on. */
  private static final long QUIET_RENEWAL = 5_000;

  private final CellContext cell;
  private final ScheduledExecutorService timer;
  private final Tally tally = new Tally();
  private final Object display = new Object();
  private boolean renewing;
  private boolean finished;
  private boolean news;
  private volatile Optional<String> displayId = Optional.empty();

  CellProgress(CellContext cell, ScheduledExecutorService timer) {
    this.cell = cell;
    this.timer = timer;
  }

  synchronized void stagePlanned(int jobId, int stageId, String name, int tasks) {
    tally.stagePlanned(jobId, stageId, name, tasks);
    news = true;
  }

  synchronized void jobStarted(int jobId) {
    tally.jobStarted(jobId);
    news = true;
    if (displayId.isEmpty()) {
      timer.schedule(() -> showIfStillRunning(jobId), PATIENCE, TimeUnit.MILLISECONDS);
    }
  }

  synchronized void taskEnded(int stageId, boolean succeeded, long rows) {
    tally.taskEnded(stageId, succeeded, rows);
    news = true;
  }

  synchronized void stageEnded(int stageId) {
    tally.stageEnded(stageId);
    news = true;
  }

  synchronized void jobEnded(int jobId) {
    tally.jobEnded(jobId);
    news = true;
  }

  boolean isShown() {
    return displayId.isPresent();
  }

  /** Replaces what is shown, if anything is, by the summary; nothing is shown after that. */
  void finish() {
    synchronized (display) {
      Snapshot last;
      synchronized (this) {
        finished = true;
        last = tally.snapshot();
      }
      displayId.ifPresent(id -> cell.update(id, ProgressView.summary(last)));
    }
  }

  private void showIfStillRunning(int jobId) {
    boolean show;
    synchronized (this) {
      show = tally.isRunning(jobId) && !finished && !renewing;
      renewing = renewing || show;
    }
    if (show) {
      renew(0);
    }
  }

  private void renew(long sinceLast) {
    Snapshot now;
    boolean due;
    synchronized (display) {
      synchronized (this) {
        if (finished) {
          return;
        }
        due = news || sinceLast >= QUIET_RENEWAL;
        news = news && !due;
        now = tally.snapshot();
      }
      if (due) {
        show(now);
      }
    }
    long next = due ? RENEWAL : sinceLast + RENEWAL;
    timer.schedule(() -> renew(next), RENEWAL, TimeUnit.MILLISECONDS);
  }

  private void show(Snapshot now) {
    if (displayId.isPresent()) {
      cell.update(displayId.get(), ProgressView.running(now));
    } else {
      String id = "hearth-progress-" + UUID.randomUUID();
      cell.display(ProgressView.running(now), Optional.of(id));
      displayId = Optional.of(id);
    }
  }
}
