package dev.hearth.gateway.session;

import java.util.Objects;
import java.util.Optional;

/**
 * A session as it stands in the registry.
 *
 * @param tokenHash of the token with which its driver dials
 * @param nextTokenHash of the one that its driver was sent and has not confirmed yet
 * @param version counts its changes; a change must name the version that it has seen
 */
record RegisteredSession(
    Session session, String tokenHash, Optional<String> nextTokenHash, long version) {
  RegisteredSession {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(tokenHash, "tokenHash");
    Objects.requireNonNull(nextTokenHash, "nextTokenHash");
  }

  SessionId id() {
    return session.id();
  }

  SessionState state() {
    return session.state();
  }
}
