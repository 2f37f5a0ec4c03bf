package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelStatus;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Voice;
import java.time.Clock;
import java.util.Optional;

/**
 * Where a kernel is in its life, as clients see it: its execution state, the steps of its start,
 * the reason of its death. It tells what the kernel itself cannot.
 *
 * <p>Not thread-safe; its kernel's lock guards it.
 */
final class KernelLife {
  private final Voice voice;
  private final Clock clock;
  private final StateTracker tracker;
  private final SessionNews news;
  private Optional<StartProgress> start;
  private Optional<String> deathReason = Optional.empty();

  /** Begins with a start. */
  KernelLife(Voice voice, Clock clock) {
    this.voice = voice;
    this.clock = clock;
    this.tracker = new StateTracker(ExecutionState.STARTING, clock.instant());
    this.start = Optional.of(new StartProgress(voice));
    this.news = new SessionNews(voice);
  }

  boolean isDead() {
    return tracker.state() == ExecutionState.DEAD;
  }

  /** Whether neither the kernel nor its session has said yet that it is ready. */
  boolean isStarting() {
    return start.isPresent();
  }

  /** A request has come; the first cell of a start shows its steps. */
  void requested(Taken request) {
    tracker.requested(request.header(), clock.instant());
    if (request.execute()) {
      start.ifPresent(steps -> steps.waitingCell(request.header()));
      news.cell(request);
    }
  }

  /** A dead kernel starts again. */
  void revive() {
    startAnew(ExecutionState.STARTING);
    voice.status(Header.NONE, Status.ExecutionState.STARTING);
  }

  /**
   * It goes to another session, where it starts again.
   *
   * @param waiting the first cell that goes with it
   */
  void move(Optional<Taken> waiting) {
    startAnew(ExecutionState.RESTARTING);
    voice.status(Header.NONE, Status.ExecutionState.RESTARTING);
    waiting.ifPresent(cell -> start.orElseThrow().waitingCell(cell.header()));
  }

  private void startAnew(ExecutionState state) {
    deathReason = Optional.empty();
    start = Optional.of(new StartProgress(voice));
    tracker.to(state);
  }

  /** A step of the start; of no interest any more when it is over. */
  void step(String text, long atMillis) {
    start.ifPresent(steps -> steps.step(text, atMillis));
  }

  /**
   * Something has happened to the session: while it starts that is a step, too.
   *
   * @param cell that runs or waits
   */
  void news(String text, long atMillis, Optional<Taken> cell) {
    if (start.isPresent()) {
      start.get().step(text, atMillis);
    } else {
      news.told(text, atMillis, cell);
    }
  }

  /**
   * The start is over.
   *
   * @param runs whether a cell waits or runs
   * @return whether the state is another one now
   */
  boolean started(long atMillis, boolean runs) {
    if (start.isEmpty()) {
      return false;
    }
    start.get().ready(atMillis);
    start = Optional.empty();
    news.from(clock.millis());
    return tracker.to(runs ? ExecutionState.BUSY : ExecutionState.IDLE);
  }

  /**
   * The kernel has said in what state it is.
   *
   * @param runs whether a cell waits or runs
   * @return whether the state is another one now
   */
  boolean said(Status status, Header parent, boolean runs) {
    if (start.isEmpty()) {
      return tracker.said(status, parent, clock.instant());
    }
    // Kernels that need no Scala interpreter are ready before the session is.
    boolean ready = status.executionState() == Status.ExecutionState.IDLE;
    return ready && parent.msgType().isEmpty() && started(clock.millis(), runs);
  }

  /** The kernel has said something else. */
  void emitted() {
    tracker.emitted(clock.instant());
  }

  /** What it ran and knew is lost, and it takes cells. */
  void lost() {
    tracker.to(ExecutionState.IDLE);
  }

  /**
   * It is over.
   *
   * @param reason for the user
   */
  void die(String reason) {
    start = Optional.empty();
    deathReason = Optional.of(reason);
    tracker.to(ExecutionState.DEAD);
    voice.status(Header.NONE, Status.ExecutionState.DEAD);
  }

  KernelStatus status() {
    return new KernelStatus(tracker.state(), tracker.lastActivity(), deathReason);
  }
}
