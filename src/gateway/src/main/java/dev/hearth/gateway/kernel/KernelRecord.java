package dev.hearth.gateway.kernel;

import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the registry remembers of a kernel.
 *
 * @param spec name of the kernelspec from which it was started
 * @param session in which it runs; empty for kernels without Spark and until one is assigned
 * @param path of the notebook, if the client said so
 * @param lease how long it outlives its last client; empty: until it is deleted
 * @param ending its owner has deleted it and it is not yet verified to be gone
 */
public record KernelRecord(
    KernelId id,
    String spec,
    Principal owner,
    Optional<SessionId> session,
    Optional<String> path,
    Instant createdAt,
    Optional<Duration> lease,
    boolean ending) {
  public KernelRecord {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(lease, "lease");
  }
}
