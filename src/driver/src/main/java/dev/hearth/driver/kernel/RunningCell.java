package dev.hearth.driver.kernel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A piece of code while it runs: lets others stop it, and makes sure that an interrupt meant for it
 * never meets what runs next on its thread. The monitor guards {@code thread}; whoever waits for
 * the outcome gets it even if the thread never comes back.
 */
final class RunningCell {
  private final String jobGroup;
  private final CellOutlet outlet;
  private final CompletableFuture<CellOutcome> outcome = new CompletableFuture<>();
  private Thread thread;
  private volatile boolean interrupted;
  private boolean stopping;
  private volatile boolean threadSpoiled;
  private volatile boolean abandoned;

  RunningCell(String jobGroup, CellOutlet outlet) {
    this.jobGroup = jobGroup;
    this.outlet = outlet;
  }

  String jobGroup() {
    return jobGroup;
  }

  CellOutlet outlet() {
    return outlet;
  }

  /** Runs the code on the execution thread. */
  void run(ExecutionThread execution, Supplier<CellOutcome> code) {
    execution.run(
        () -> outcome.complete(guarded(code)), failure -> outcome.complete(gone(failure)));
  }

  /** Waits for the end of the code or for its abandonment. */
  CellOutcome await() {
    CellOutcome ended = outcome.join();
    // Jobs that were cancelled look like failed ones to the code that waited for them.
    boolean stopped = interrupted && ended instanceof CellOutcome.Failed;
    return stopped ? new CellOutcome.Interrupted("The cell was interrupted.") : ended;
  }

  boolean isOver() {
    return outcome.isDone();
  }

  /** Whether its thread must not run anything else: it was stopped, or is still in there. */
  boolean isThreadSpoiled() {
    return threadSpoiled;
  }

  /** Whether its interpreter is lost with it. */
  boolean wasAbandoned() {
    return abandoned;
  }

  synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Whether the caller is the first that is going to stop the thread. */
  synchronized boolean beginStop() {
    boolean first = !stopping;
    stopping = true;
    return first;
  }

  /**
   * Throws {@link ThreadDeath} in the code, which ends loops that look at no interrupt. Done while
   * nothing is being published, or half a message might be left behind.
   */
  @SuppressWarnings({"deprecation", "removal"})
  synchronized void stop(Publisher publisher) {
    if (thread != null) {
      threadSpoiled = true;
      publisher.whileQuiet(thread::stop);
    }
  }

  /** Waits for it no longer. */
  synchronized void abandon() {
    threadSpoiled = true;
    abandoned = true;
    outcome.complete(new CellOutcome.Interrupted("The cell could not be stopped."));
  }

  private CellOutcome guarded(Supplier<CellOutcome> code) {
    if (!enter()) {
      return new CellOutcome.Interrupted("The cell was interrupted before it began.");
    }
    try {
      return code.get();
    } finally {
      leave();
    }
  }

  private synchronized boolean enter() {
    if (!interrupted) {
      thread = Thread.currentThread();
    }
    return !interrupted;
  }

  private synchronized void leave() {
    thread = null;
    Thread.interrupted(); // it was meant for the code that has just ended
  }

  /** An interpreter turns failures into outcomes; this one could not. */
  private CellOutcome gone(Throwable failure) {
    if (failure instanceof ThreadDeath) {
      return new CellOutcome.Interrupted("The cell was stopped.");
    }
    return new CellOutcome.Failed(
        failure.getClass().getName(),
        String.valueOf(failure.getMessage()),
        List.of(failure.toString()));
  }
}
