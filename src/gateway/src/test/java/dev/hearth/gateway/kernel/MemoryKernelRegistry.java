package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.session.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A registry that outlives the objects that use it, but not the test. */
public final class MemoryKernelRegistry implements KernelRegistry {
  private final Map<KernelId, KernelRecord> kernels = new ConcurrentHashMap<>();

  @Override
  public void add(KernelRecord kernel) {
    if (kernels.putIfAbsent(kernel.id(), kernel) != null) {
      throw new Conflict("taken");
    }
  }

  @Override
  public List<KernelRecord> all() {
    return List.copyOf(kernels.values());
  }

  @Override
  public void assign(KernelId kernel, Optional<SessionId> session) {
    kernels.computeIfPresent(
        kernel,
        (id, old) ->
            new KernelRecord(
                id,
                old.spec(),
                old.owner(),
                session,
                old.path(),
                old.createdAt(),
                old.lease(),
                old.ending()));
  }

  @Override
  public void ending(KernelId kernel) {
    kernels.computeIfPresent(
        kernel,
        (id, old) ->
            new KernelRecord(
                id,
                old.spec(),
                old.owner(),
                old.session(),
                old.path(),
                old.createdAt(),
                old.lease(),
                true));
  }

  @Override
  public void remove(KernelId kernel) {
    kernels.remove(kernel);
  }
}
