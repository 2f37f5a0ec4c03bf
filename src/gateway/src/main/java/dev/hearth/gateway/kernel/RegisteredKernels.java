package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.audit.Guard;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The kernels of all engines: stored in the registry before they start and removed from it after
 * they are gone, so that a gateway that dies in between finds them again.
 *
 * <p>Safe from any thread. The map holds a future per kernel from the moment its id is claimed,
 * which makes two concurrent starts with one id find the same kernel; the registry is written by
 * the one who claimed the id. A kernel that is being deleted can no longer be found, but keeps its
 * id until it is gone.
 */
public final class RegisteredKernels implements Kernels {
  private static final Logger LOG = Logger.getLogger(RegisteredKernels.class);

  private final KernelSpecs specs;
  private final Map<String, KernelEngine> engines;
  private final KernelRegistry registry;
  private final KernelJournals journals;
  private final KernelLeases leases;
  private final AuditLog audit;
  private final Guard guard;
  private final Clock clock;
  private final Map<KernelId, CompletableFuture<Kernel>> kernels = new ConcurrentHashMap<>();
  private final Map<KernelId, Principal> claimants = new ConcurrentHashMap<>();
  private final Set<KernelId> ending = ConcurrentHashMap.newKeySet();
  private final List<KernelFarewell> farewells = new CopyOnWriteArrayList<>();

  public RegisteredKernels(
      KernelSpecs specs,
      List<KernelEngine> engines,
      KernelRegistry registry,
      KernelJournals journals,
      KernelLeases leases,
      AuditLog audit,
      Clock clock) {
    this.specs = specs;
    this.engines =
        engines.stream()
            .collect(Collectors.toUnmodifiableMap(KernelEngine::name, engine -> engine));
    this.registry = registry;
    this.journals = journals;
    this.leases = leases;
    this.audit = audit;
    this.guard = new Guard(audit);
    this.clock = clock;
    leases.onExpiry(this::abandon);
  }

  /** Takes up the kernels of an earlier process; to be called once, before clients are served. */
  public void restore() {
    for (KernelRecord kernel : registry.all()) {
      Kernel restored = restore(kernel);
      kernels.put(kernel.id(), CompletableFuture.completedFuture(restored));
      if (kernel.ending()) {
        ending.add(kernel.id());
        end(restored, "deleted by its owner");
      } else {
        kernel.lease().ifPresent(lease -> leases.resume(kernel.id(), lease));
      }
    }
  }

  private Kernel restore(KernelRecord kernel) {
    Journal journal = journals.open(kernel.id());
    try {
      KernelSpec spec = specs.require(kernel.spec(), kernel.owner().team());
      KernelEngine engine = engines.get(spec.engine());
      if (engine != null) {
        return engine
            .restore(kernel, spec, journal)
            .orElseGet(
                () -> new LostKernel(kernel, journal, "This kernel ended with the last gateway."));
      }
      return new LostKernel(
          kernel, journal, "This gateway no longer has the engine '" + spec.engine() + "'.");
    } catch (RuntimeException e) {
      LOG.errorf(e, "Kernel %s of kernelspec %s cannot be restored", kernel.id(), kernel.spec());
      return new LostKernel(
          kernel, journal, "This kernel could not be restored after the gateway restarted.");
    }
  }

  @Override
  public Kernel start(StartKernel request) {
    KernelSpec spec = specs.require(request.spec(), request.principal().team());
    KernelEngine engine = engines.get(spec.engine());
    if (engine == null) {
      throw new NotFound(
          "Kernelspec "
              + spec.name()
              + " needs the engine '"
              + spec.engine()
              + "', which this"
              + " gateway does not have.");
    }
    KernelId id = request.id().orElseGet(KernelId::random);
    CompletableFuture<Kernel> claim = new CompletableFuture<>();
    CompletableFuture<Kernel> earlier = kernels.putIfAbsent(id, claim);
    if (earlier != null) {
      requireOwnClaim(id, request);
      return sameKernel(await(earlier), request);
    }
    claimants.put(id, request.principal());
    try {
      Kernel kernel = startNew(request, spec, engine, id);
      claim.complete(kernel);
      claimants.remove(id); // the kernel itself says whose it is now
      request.lease().ifPresent(lease -> leases.grant(id, lease));
      return kernel;
    } catch (RuntimeException e) {
      claimants.remove(id);
      kernels.remove(id, claim);
      claim.completeExceptionally(e);
      throw e;
    }
  }

  /** Before anything of it is said: how another's start ends is nobody else's business. */
  private void requireOwnClaim(KernelId id, StartKernel request) {
    Principal claimant = claimants.get(id);
    if (claimant != null && !claimant.equals(request.principal())) {
      throw taken(id);
    }
  }

  private static Conflict taken(KernelId id) {
    return new Conflict("The kernel id " + id + " is taken. Ask for another id, or for none.");
  }

  private Kernel sameKernel(Kernel kernel, StartKernel request) {
    boolean same =
        kernel.owner().equals(request.principal()) && kernel.spec().equals(request.spec());
    if (!same) {
      throw taken(kernel.id());
    }
    if (ending.contains(kernel.id())) {
      throw new Conflict("The kernel " + kernel.id() + " is being deleted. Ask for another id.");
    }
    return kernel;
  }

  private Kernel startNew(StartKernel request, KernelSpec spec, KernelEngine engine, KernelId id) {
    audit.record(
        AuditEvent.of(AuditAction.KERNEL_START)
            .by(request.principal())
            .on(id)
            .with("kernelspec", spec.name()));
    registry.add(
        new KernelRecord(
            id,
            spec.name(),
            request.principal(),
            Optional.empty(),
            request.path(),
            clock.instant(),
            request.lease(),
            false));
    try {
      return engine.start(request, spec, id, journals.open(id));
    } catch (RuntimeException e) {
      undoStart(id, e);
      throw e;
    }
  }

  /** Keeps the first failure; a second one while undoing it is attached to it. */
  private void undoStart(KernelId id, RuntimeException failure) {
    try {
      journals.delete(id);
      registry.remove(id);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public Optional<Kernel> find(KernelId id, Caller caller, Action action) {
    return guard.given(Optional.ofNullable(kernels.get(id)).flatMap(this::present), caller, action);
  }

  @Override
  public List<Kernel> list(Caller caller) {
    return kernels.values().stream()
        .flatMap(kernel -> present(kernel).stream())
        .filter(kernel -> caller.owns(kernel.owner()))
        .toList();
  }

  /** The kernel of a claim, if it has been started and is not being deleted. */
  private Optional<Kernel> present(CompletableFuture<Kernel> claim) {
    return claim.isDone() && !claim.isCompletedExceptionally()
        ? Optional.of(claim.join()).filter(kernel -> !ending.contains(kernel.id()))
        : Optional.empty();
  }

  @Override
  public CompletionStage<Void> delete(KernelId id, Caller caller) {
    Kernel kernel =
        find(id, caller, Action.STOP)
            .orElseThrow(() -> new NotFound("There is no kernel " + id + "."));
    audit.record(
        AuditEvent.of(AuditAction.KERNEL_STOP)
            .inTeam(kernel.owner().team())
            .byUser(caller.user())
            .on(id)
            .with("owner", kernel.owner().user()));
    return delete(
        kernel,
        caller.owns(kernel.owner()) ? "deleted by its owner" : "deleted by " + caller.user());
  }

  private CompletionStage<Void> delete(Kernel kernel, String reason) {
    registry.ending(kernel.id());
    ending.add(kernel.id());
    return end(kernel, reason);
  }

  private CompletionStage<Void> abandon(KernelId id, String reason) {
    Optional<Kernel> kernel = Optional.ofNullable(kernels.get(id)).flatMap(this::present);
    if (kernel.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    LOG.infof("Kernel %s is deleted: %s", id, reason);
    return CompletableFuture.completedFuture(kernel.get())
        .thenComposeAsync(present -> delete(present, reason));
  }

  @Override
  public void addFarewell(KernelFarewell farewell) {
    farewells.add(farewell);
  }

  private CompletionStage<Void> end(Kernel kernel, String reason) {
    return kernel
        .shutdown(reason)
        .thenCompose(done -> sayFarewell(kernel))
        .thenRun(() -> forget(kernel))
        .whenComplete(
            (done, failure) -> {
              ending.remove(kernel.id()); // if it failed, its owner sees it again and can retry
              if (failure != null) {
                LOG.errorf(failure, "Kernel %s could not be ended", kernel.id());
              }
            });
  }

  private CompletionStage<Void> sayFarewell(Kernel kernel) {
    return CompletableFuture.allOf(
        farewells.stream()
            .map(farewell -> farewell.ended(kernel).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  /** The row goes last: as long as it is there, a restarted gateway ends the kernel again. */
  private void forget(Kernel kernel) {
    leases.forget(kernel.id());
    journals.delete(kernel.id());
    registry.remove(kernel.id());
    kernels.remove(kernel.id());
  }

  private static Kernel await(CompletableFuture<Kernel> claim) {
    try {
      return claim.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
