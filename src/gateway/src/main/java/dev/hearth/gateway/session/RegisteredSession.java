package dev.hearth.gateway.session;

import java.util.Objects;

/**
 * A session as it stands in the registry.
 *
 * @param tokenHash of the token with which its driver dials
 * @param version counts its changes; a change must name the version that it has seen
 */
record RegisteredSession(Session session, String tokenHash, long version) {
  RegisteredSession {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(tokenHash, "tokenHash");
  }

  SessionId id() {
    return session.id();
  }

  SessionState state() {
    return session.state();
  }
}
