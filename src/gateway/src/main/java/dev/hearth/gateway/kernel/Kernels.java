package dev.hearth.gateway.kernel;

import dev.hearth.gateway.team.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The kernels of this gateway, each visible to its owner alone. Safe from any thread. */
public interface Kernels {

  /**
   * Starts a kernel and returns at once, before it is ready.
   *
   * @throws dev.hearth.gateway.error.NotFound if there is no such kernelspec, naming those there
   *     are
   * @throws dev.hearth.gateway.error.Conflict if the id is taken by a kernel of another spec or
   *     owner
   */
  Kernel start(StartKernel request);

  Optional<Kernel> find(KernelId id, Principal principal);

  List<Kernel> list(Principal principal);

  /**
   * Ends a kernel and forgets it. Completes when whatever ran for it alone is gone.
   *
   * @throws dev.hearth.gateway.error.NotFound if there is none of that id
   */
  CompletionStage<Void> delete(KernelId id, Principal principal);

  /** To be told of every kernel that is deleted, before its journal is. */
  void addFarewell(KernelFarewell farewell);
}
