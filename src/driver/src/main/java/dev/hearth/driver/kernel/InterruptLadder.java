package dev.hearth.driver.kernel;

import static dev.hearth.driver.kernel.CellContext.OutputStreamName.STDERR;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stops a cell, by harder means the longer it resists, and tells the user of each:
 *
 * <ol>
 *   <li>its Spark jobs are cancelled and its thread is interrupted, at once;
 *   <li>its thread is stopped ({@link Thread#stop()} still works on Java 17);
 *   <li>its thread is given up, and the interpreter with it.
 * </ol>
 *
 * Any thread may begin; the later steps are the timer's.
 */
final class InterruptLadder {
  private final CellJobs jobs;
  private final Publisher publisher;
  private final ScheduledExecutorService timer;

  InterruptLadder(CellJobs jobs, Publisher publisher, ScheduledExecutorService timer) {
    this.jobs = jobs;
    this.publisher = publisher;
    this.timer = timer;
  }

  /** May be called again: the first step is repeated, and the shorter patience counts. */
  void climb(RunningCell cell, InterruptTiming timing) {
    jobs.cancel(cell.jobGroup());
    cell.interrupt();
    after(timing.stopAfter(), cell, () -> stop(cell, timing));
  }

  private void stop(RunningCell cell, InterruptTiming timing) {
    if (cell.beginStop()) {
      tell(cell, "The cell did not react to the interrupt; its thread is being stopped.");
      jobs.cancel(cell.jobGroup());
      cell.stop(publisher);
    }
    after(timing.abandonAfter(), cell, () -> abandon(cell));
  }

  private void abandon(RunningCell cell) {
    tell(
        cell,
        "The cell's thread cannot be stopped and was given up; it may still be running. The kernel"
            + " goes on with a new interpreter: all definitions are lost, run the cells that you"
            + " need again.");
    cell.abandon();
  }

  private void tell(RunningCell cell, String text) {
    cell.outlet().print(STDERR, "[Hearth] " + text + "\n");
  }

  private void after(Duration delay, RunningCell cell, Runnable step) {
    Runnable unlessOver =
        () -> {
          if (!cell.isOver()) {
            step.run();
          }
        };
    timer.schedule(unlessOver, delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
