package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Journal;

/** Where the journals of kernels are. Safe from any thread. */
public interface KernelJournals {

  /** The kernel's journal, empty if it has none yet; the same one until it is deleted. */
  Journal open(KernelId kernel);

  /** Removes all that is kept for a kernel; a no-op if there is nothing. */
  void delete(KernelId kernel);
}
