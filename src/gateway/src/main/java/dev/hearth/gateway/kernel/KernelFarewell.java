package dev.hearth.gateway.kernel;

import java.util.concurrent.CompletionStage;

/** Told when a kernel has ended for good, while its journal can still be read. */
@FunctionalInterface
public interface KernelFarewell {

  /**
   * Must not block. The kernel's journal is deleted when the stage completes, so that what the
   * kernel said last still reaches its clients; it must complete within seconds, never
   * exceptionally.
   */
  CompletionStage<Void> ended(Kernel kernel);
}
