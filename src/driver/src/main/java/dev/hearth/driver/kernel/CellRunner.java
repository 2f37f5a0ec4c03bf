package dev.hearth.driver.kernel;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs code on the kernel's execution thread: opens the interpreter when there is none, and takes a
 * new thread and interpreter when the old ones were lost to a cell that could not be stopped. The
 * shell's thread calls {@link #prepare}, {@link #run} and {@link #close}; any thread the others.
 */
final class CellRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

  private final KernelIdentity kernel;
  private final KernelServices services;
  private final InterruptLadder ladder;
  private ExecutionThread execution;
  private Optional<CellOutlet> last = Optional.empty();
  private volatile Optional<Interpreter> interpreter = Optional.empty();
  private volatile Optional<RunningCell> running = Optional.empty();
  private volatile CompletableFuture<Interpreter> opening = new CompletableFuture<>();
  private volatile boolean retired;

  /** Whether the cell at hand was interrupted; also before it runs, while its interpreter opens. */
  private volatile boolean interrupted;

  CellRunner(KernelIdentity kernel, KernelServices services, Publisher publisher) {
    this.kernel = kernel;
    this.services = services;
    this.ladder = new InterruptLadder(services.jobs(), publisher, services.timer());
  }

  /** Makes sure that there is an interpreter; on failure, says why there is none. */
  Optional<CellOutcome> prepare() {
    if (interpreter.isPresent()) {
      return Optional.empty();
    }
    CompletableFuture<Interpreter> opened = opening;
    if (retired) {
      return Optional.of(new CellOutcome.Interrupted("The kernel was restarted."));
    }
    if (execution == null) {
      execution = newThread();
    }
    execution.run(() -> open(opened), opened::completeExceptionally);
    try {
      interpreter = Optional.of(opened.join());
      return Optional.empty();
    } catch (CompletionException e) {
      opening = new CompletableFuture<>(); // the next cell tries again
      LOG.warn("No interpreter for kernel {}", kernel.id(), e.getCause());
      return Optional.of(noInterpreter(e.getCause()));
    } catch (CancellationException e) {
      return Optional.of(new CellOutcome.Interrupted("The kernel was restarted."));
    }
  }

  /** What to do with the interpreter, on its thread. */
  @FunctionalInterface
  interface Work {
    CellOutcome with(Interpreter interpreter);
  }

  /** Does something to its end, or until it is given up. */
  CellOutcome run(CellOutlet outlet, Work work) {
    return run(outlet, () -> {}, work);
  }

  /**
   * Does something to its end, or until it is given up.
   *
   * @param announce tells clients that it begins; from then on an interrupt meets it
   */
  CellOutcome run(CellOutlet outlet, Runnable announce, Work work) {
    interrupted = false;
    Optional<CellOutcome> failure = prepare();
    if (failure.isEmpty() && interrupted) {
      failure =
          Optional.of(new CellOutcome.Interrupted("The cell was interrupted before it began."));
    }
    if (failure.isPresent()) {
      announce.run();
      return failure.get();
    }
    last.ifPresent(CellOutlet::supersede);
    last = Optional.of(outlet);
    int count = outlet.executionCount();
    String what = count > 0 ? String.valueOf(count) : UUID.randomUUID().toString();
    RunningCell cell = new RunningCell("hearth-" + kernel.id() + "-" + what, outlet);
    running = Optional.of(cell);
    announce.run();
    AtomicReference<CellJobs.Tracked> tracked = new AtomicReference<>();
    Interpreter current = interpreter.orElseThrow();
    if (retired) {
      stop(cell);
    } else if (interrupted) {
      ladder.climb(cell, services.interrupts());
    }
    cell.run(execution, () -> perform(current, work, cell, tracked));
    CellOutcome outcome = cell.await();
    if (outcome instanceof CellOutcome.Interrupted) {
      // A job that was submitted just after the first cancellation would run on with nobody
      // waiting.
      services.jobs().cancel(cell.jobGroup());
    }
    outlet.endQuestions();
    running = Optional.empty();
    Optional<CellJobs.Tracked> jobs = Optional.ofNullable(tracked.get());
    jobs.ifPresent(CellJobs.Tracked::finish);
    replaceWhatIsLost(cell);
    return jobs.map(of -> of.explained(outcome)).orElse(outcome);
  }

  /** The interpreter, when there is one. */
  Optional<Interpreter> interpreter() {
    return interpreter;
  }

  /** Stops the cell that runs, if one does. */
  void interrupt() {
    interrupted = true; // before the look at what runs, so that what comes later sees it
    running.ifPresent(cell -> ladder.climb(cell, services.interrupts()));
  }

  /** The user has answered what the running cell asked. */
  void reply(String value) {
    running.ifPresentOrElse(
        cell -> cell.outlet().reply(value),
        () -> LOG.info("Kernel {} has not asked for input", kernel.id()));
  }

  /** Whatever runs, or is being opened, shall end soon: nobody will want it. */
  void retire() {
    retired = true; // before the looks at what there is, so that what comes later sees it
    opening.cancel(false);
    running.ifPresent(this::stop);
  }

  private void stop(RunningCell cell) {
    ladder.climb(cell, services.interrupts().hurried());
  }

  void close() {
    interpreter.ifPresent(CellRunner::dispose);
    interpreter = Optional.empty();
    if (execution != null) {
      execution.close();
      execution.interrupt(); // should it still be opening an interpreter
    }
  }

  private void open(CompletableFuture<Interpreter> opened) {
    try {
      Interpreter fresh = services.interpreters().open();
      if (!opened.complete(fresh)) {
        dispose(fresh); // nobody waits for it any more
      }
    } catch (Exception e) {
      opened.completeExceptionally(e);
    }
  }

  private CellOutcome perform(
      Interpreter current, Work work, RunningCell cell, AtomicReference<CellJobs.Tracked> ref) {
    CellOutlet outlet = cell.outlet();
    String description = outlet.executionCount() > 0 ? "Cell " + outlet.executionCount() : "Cell";
    CellJobs.Tracked tracked = services.jobs().begin(cell.jobGroup(), description, outlet);
    ref.set(tracked);
    try {
      return services.output().capture(outlet, () -> work.with(current));
    } finally {
      tracked.detach();
    }
  }

  private void replaceWhatIsLost(RunningCell cell) {
    if (cell.wasAbandoned()) {
      cell.outlet().close();
      // Not closed: its thread may still be in there, and what it does to its classes is its own.
      interpreter = Optional.empty();
      opening = new CompletableFuture<>();
    }
    if (cell.isThreadSpoiled()) {
      execution.close();
      execution = newThread();
    }
  }

  private ExecutionThread newThread() {
    return new ExecutionThread("hearth-cells-" + kernel.id(), services.classLoader());
  }

  private static void dispose(Interpreter interpreter) {
    try {
      interpreter.close();
    } catch (RuntimeException e) {
      LOG.warn("An interpreter could not be closed", e);
    }
  }

  private static CellOutcome noInterpreter(Throwable cause) {
    String message = "The interpreter could not be started: " + cause.getMessage();
    return new CellOutcome.Failed(
        cause.getClass().getName(), message, List.of(message, "Restart the kernel to try again."));
  }
}
