package dev.hearth.gateway.kernel;

import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The kernels of this gateway. What a caller may do with one, {@link
 * dev.hearth.gateway.team.Permissions} says. Safe from any thread.
 */
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

  /**
   * A kernel with which the caller may do that; empty if there is none as far as they may know.
   *
   * @throws dev.hearth.gateway.error.Forbidden if they may see it, but not do that
   */
  Optional<Kernel> find(KernelId id, Caller caller, Action action);

  /** A caller's own. */
  List<Kernel> list(Caller caller);

  /**
   * Ends a kernel and forgets it. Completes when whatever ran for it alone is gone.
   *
   * @throws dev.hearth.gateway.error.NotFound if there is none of that id
   * @throws dev.hearth.gateway.error.Forbidden if it is not theirs to end
   */
  CompletionStage<Void> delete(KernelId id, Caller caller);

  /** To be told of every kernel that is deleted, before its journal is. */
  void addFarewell(KernelFarewell farewell);
}
