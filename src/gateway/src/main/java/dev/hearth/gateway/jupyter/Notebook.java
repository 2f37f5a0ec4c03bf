package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.team.Principal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What Jupyter calls a session: which document is attached to which kernel. Hearth keeps that word
 * for Spark applications.
 *
 * @param type {@code notebook}, {@code console} or {@code file}
 */
record Notebook(
    UUID id,
    String path,
    String name,
    String type,
    KernelId kernel,
    Principal owner,
    Instant createdAt) {
  Notebook {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(owner, "owner");
  }

  Notebook with(String newPath, String newName, String newType, KernelId newKernel) {
    return new Notebook(id, newPath, newName, newType, newKernel, owner, createdAt);
  }
}
