package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Journal;
import java.util.Optional;

/**
 * Makes kernels of one kind. {@link Kernels} finds the engine by the name in the kernelspec, keeps
 * the kernel's record and journal, and hands both in; the engine does the rest. Safe from any
 * thread.
 */
public interface KernelEngine {

  /** As kernelspecs name it, e.g. {@code driver}. */
  String name();

  /**
   * Starts a kernel and returns before it is ready. Its record is stored already, so that a gateway
   * that dies from here on finds it again; if this throws, record and journal are removed.
   *
   * @param journal empty, and the kernel's own from now on; the engine never deletes it
   * @throws dev.hearth.gateway.error.HearthException if it cannot even begin
   */
  Kernel start(StartKernel request, KernelSpec spec, KernelId id, Journal journal);

  /**
   * Takes up a kernel of an earlier gateway process, called once per kernel before the gateway
   * serves clients. What the kernel has lost it must say in its journal.
   *
   * @param journal with everything that the kernel emitted before
   * @return empty if nothing of it is left to run; it is then shown as dead, with its journal,
   *     until its owner deletes it
   */
  Optional<Kernel> restore(KernelRecord record, KernelSpec spec, Journal journal);
}
