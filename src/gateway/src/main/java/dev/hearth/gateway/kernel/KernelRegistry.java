package dev.hearth.gateway.kernel;

import dev.hearth.gateway.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * The durable list of kernels. Safe from any thread; what a call has stored survives the death of
 * the process.
 */
public interface KernelRegistry {

  /**
   * @throws dev.hearth.gateway.error.Conflict if there is a kernel of that id
   */
  void add(KernelRecord kernel);

  /** All kernels, also those that are ending. */
  List<KernelRecord> all();

  /**
   * Remembers in which session a kernel runs; engines call it when they assign one. A no-op if
   * there is no such kernel.
   */
  void assign(KernelId kernel, Optional<SessionId> session);

  /** Remembers that its owner has deleted it. A no-op if there is no such kernel. */
  void ending(KernelId kernel);

  /** Forgets a kernel; a no-op if there is none. */
  void remove(KernelId kernel);
}
