package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The one display of a cell's jobs: shown once they have taken {@link #PATIENCE} in all, renewed
 * while there is news, and at the end replaced by a summary.
 *
 * <p>Spark's listener thread only says that something has changed; the timer shows it; the kernel's
 * thread finishes. The monitor guards the fields. The listener thread never takes it while it is
 * held for a display: {@link #jobStarted} and {@link #jobEnded} pass on to the timer.
 */
final class CellProgress {
  /** Cells whose jobs take less are not worth a display. */
  private static final long PATIENCE = 500;

  /** Between two renewals, in milliseconds. It grows with the time that the cell has taken. */
  private static final long FASTEST_RENEWAL = 300;

  private static final long SLOWEST_RENEWAL = 5_000;
  private static final long RENEWALS_PER_DOUBLING = 40;

  /** Without news, so that the time shown goes on. */
  private static final long QUIET_RENEWAL = 5_000;

  private final CellContext cell;
  private final JobLedger ledger;
  private final IntSupplier executors;
  private final ScheduledExecutorService timer;
  private final Tally tally = new Tally();
  private boolean scheduled;
  private boolean cellOver;
  private long shownVersion = -1;
  private long sinceShown;
  private Optional<String> displayId = Optional.empty();

  /**
   * @param executors how many the session has now
   */
  CellProgress(
      CellContext cell, JobLedger ledger, IntSupplier executors, ScheduledExecutorService timer) {
    this.cell = cell;
    this.ledger = ledger;
    this.executors = executors;
    this.timer = timer;
  }

  CellContext cell() {
    return cell;
  }

  Tally tally() {
    return tally;
  }

  void jobStarted() {
    timer.execute(this::watch);
  }

  void jobEnded() {
    timer.execute(this::endIfOver);
  }

  boolean isRunning() {
    return ledger.isRunning(tally);
  }

  synchronized boolean isShown() {
    return displayId.isPresent();
  }

  /**
   * The cell is over. What is shown becomes final, or says which jobs run on in threads that the
   * cell left behind, and becomes final when they have ended.
   */
  synchronized void finish() {
    cellOver = true;
    showEnd();
  }

  private synchronized void endIfOver() {
    if (isRunning()) {
      return;
    }
    notifyAll();
    if (cellOver) {
      showEnd();
    }
  }

  /** Waits until no job runs any more, at most so long. */
  synchronized void awaitEnd(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0 && isRunning(); ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  private void showEnd() {
    displayId.ifPresent(id -> cell.update(id, ProgressView.summary(ledger.snapshot(tally))));
  }

  private synchronized void watch() {
    if (!scheduled && !cellOver && isRunning()) {
      long wait = displayId.isPresent() ? 0 : PATIENCE - ledger.busyMillis(tally);
      schedule(Math.max(1, wait));
    }
  }

  private void schedule(long millis) {
    scheduled = true;
    timer.schedule(() -> renew(millis), millis, TimeUnit.MILLISECONDS);
  }

  private synchronized void renew(long waited) {
    scheduled = false;
    if (cellOver || !isRunning()) {
      return; // the next job's start goes on
    }
    Snapshot now = ledger.snapshot(tally);
    if (now.millis() < PATIENCE) {
      schedule(PATIENCE - now.millis());
      return;
    }
    long version = ledger.version(tally);
    sinceShown += waited;
    if (version != shownVersion || sinceShown >= QUIET_RENEWAL) {
      shownVersion = version;
      sinceShown = 0;
      show(now);
    }
    long pause = now.millis() / RENEWALS_PER_DOUBLING;
    schedule(Math.min(SLOWEST_RENEWAL, Math.max(FASTEST_RENEWAL, pause)));
  }

  private void show(Snapshot now) {
    if (displayId.isPresent()) {
      cell.update(displayId.get(), ProgressView.running(now, executors.getAsInt()));
    } else {
      String id = "hearth-progress-" + UUID.randomUUID();
      cell.display(ProgressView.running(now, executors.getAsInt()), Optional.of(id));
      displayId = Optional.of(id);
    }
  }
}
