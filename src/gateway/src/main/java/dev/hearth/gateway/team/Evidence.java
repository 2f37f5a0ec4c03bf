package dev.hearth.gateway.team;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * By what somebody was recognised; holds no secret.
 *
 * @param kind {@code token}, {@code tokens}, {@code oidc}, {@code jupyterhub}: the mode that
 *     recognised them
 * @param id tells credentials of one kind apart in the audit log, e.g. the id of an access token
 * @param expiresAt when it ends by itself; empty: it does not
 * @param groups of which an identity provider says that they are in
 */
public record Evidence(String kind, String id, Optional<Instant> expiresAt, Set<String> groups) {
  public Evidence {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(expiresAt, "expiresAt");
    groups = Set.copyOf(groups);
  }

  /** Of a kind that knows no groups. */
  public static Evidence of(String kind, String id, Optional<Instant> expiresAt) {
    return new Evidence(kind, id, expiresAt, Set.of());
  }

  public boolean expired(Instant now) {
    return expiresAt.map(end -> !now.isBefore(end)).orElse(false);
  }
}
