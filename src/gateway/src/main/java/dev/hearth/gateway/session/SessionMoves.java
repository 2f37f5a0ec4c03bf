package dev.hearth.gateway.session;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.session.SessionState.Ready;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.SessionState.Waiting;

/**
 * What can happen to a session, for callers that do not know which state it is in. Each method is
 * the state's own move of that name; a state that has no such move refuses.
 */
final class SessionMoves {
  private SessionMoves() {}

  static SessionState launched(SessionState state, String handle) {
    if (state instanceof Requested requested) {
      return requested.launched(handle);
    }
    throw illegal(state, "launched");
  }

  static SessionState ready(SessionState state) {
    if (state instanceof Starting starting) {
      return starting.ready();
    }
    throw illegal(state, "ready");
  }

  static SessionState failed(SessionState state, String reason) {
    if (state instanceof Waiting waiting) {
      return waiting.failed(reason);
    }
    if (state instanceof Requested requested) {
      return requested.failed(reason);
    }
    if (state instanceof Starting starting) {
      return starting.failed(reason);
    }
    if (state instanceof Ready ready) {
      return ready.lost(reason);
    }
    throw illegal(state, "failed");
  }

  static SessionState stop(SessionState state, String reason) {
    if (state instanceof Waiting waiting) {
      return waiting.stop(reason);
    }
    if (state instanceof Requested requested) {
      return requested.stop(reason);
    }
    if (state instanceof Starting starting) {
      return starting.stop(reason);
    }
    if (state instanceof Ready ready) {
      return ready.stop(reason);
    }
    throw illegal(state, "stopping");
  }

  static SessionState stopped(SessionState state) {
    if (state instanceof Stopping stopping) {
      return stopping.stopped();
    }
    throw illegal(state, "stopped");
  }

  private static Conflict illegal(SessionState state, String next) {
    return new Conflict("A session that is " + state.name() + " cannot become " + next + ".");
  }
}
