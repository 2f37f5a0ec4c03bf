package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An access token as the registry knows it: without its secret.
 *
 * @param id part of the token, and no secret
 * @param hash SHA-256 of the secret, in hex
 * @param name for what it is, in its maker's words
 * @param owner for whom its bearer acts
 * @param createdBy name of the user who made it
 * @param lastUsedAt to the minute
 * @param madeWith the id of the token with which it was made, if it was one
 */
public record NamedToken(
    String id,
    String hash,
    String name,
    Principal owner,
    Role role,
    Scope scope,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt,
    Optional<String> madeWith) {
  public NamedToken {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  boolean good(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "NamedToken[" + id + " of " + owner.user() + "]";
  }
}
