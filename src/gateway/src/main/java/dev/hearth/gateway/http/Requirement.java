package dev.hearth.gateway.http;

import dev.hearth.gateway.team.Scope;
import java.util.Optional;

/** What a route asks of who comes in by it. */
enum Requirement {
  /** Nothing: the version, health. */
  NONE,
  /** The token of a session, which the link itself checks. */
  LINK_TOKEN,
  /** Nothing yet: here browsers sign in and out, by cookies that the route itself looks at. */
  SIGN_IN,
  /** A user, whose credential may be for reading only. */
  READ,
  /** A user, whose credential is for everything. */
  CHANGE,
  /** A credential for the metrics, or the operator's. */
  METRICS,
  /** Who runs this gateway. */
  OPERATOR;

  /** Empty if it asks for no user. */
  Optional<Scope> scope() {
    switch (this) {
      case READ, OPERATOR:
        return Optional.of(Scope.READ);
      case CHANGE:
        return Optional.of(Scope.FULL);
      case METRICS:
        return Optional.of(Scope.METRICS);
      default:
        return Optional.empty();
    }
  }
}
