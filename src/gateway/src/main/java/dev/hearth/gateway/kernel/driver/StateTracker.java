package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.Status;
import java.time.Instant;
import java.util.Set;

/**
 * A kernel's execution state and last activity, read off what it emits. As Jupyter Server does, it
 * ignores the busy and idle of questions that clients ask by themselves ({@code kernel_info} and
 * the like), so that polling neither shows a kernel busy nor keeps it alive.
 *
 * <p>Not thread-safe; its kernel's lock guards it.
 */
final class StateTracker {
  private static final Set<String> WORK =
      Set.of(Execute.Request.TYPE, Complete.Request.TYPE, Inspect.Request.TYPE);

  private ExecutionState state;
  private Instant lastActivity;

  StateTracker(ExecutionState state, Instant lastActivity) {
    this.state = state;
    this.lastActivity = lastActivity;
  }

  ExecutionState state() {
    return state;
  }

  Instant lastActivity() {
    return lastActivity;
  }

  /** A user asked for something. */
  void requested(Header request, Instant now) {
    if (WORK.contains(request.msgType())) {
      lastActivity = now;
    }
  }

  /**
   * The kernel said that it is in a state.
   *
   * @return whether the state is another one now
   */
  boolean said(Status status, Header parent, Instant now) {
    if (!WORK.contains(parent.msgType())) {
      // Polling, or control beside a running cell; a fresh interpreter speaks up with no parent.
      switch (status.executionState()) {
        case STARTING:
          return to(ExecutionState.STARTING);
        case IDLE:
          return parent.msgType().isEmpty()
              && state == ExecutionState.STARTING
              && to(ExecutionState.IDLE);
        default:
          return false;
      }
    }
    lastActivity = now;
    switch (status.executionState()) {
      case BUSY:
        return to(ExecutionState.BUSY);
      case IDLE:
        return to(ExecutionState.IDLE);
      default:
        return false;
    }
  }

  /** The kernel emitted something other than a status. */
  void emitted(Instant now) {
    if (state == ExecutionState.BUSY) {
      lastActivity = now;
    }
  }

  /**
   * @return whether the state is another one now
   */
  boolean to(ExecutionState next) {
    boolean changed = state != next;
    state = next;
    return changed;
  }
}
