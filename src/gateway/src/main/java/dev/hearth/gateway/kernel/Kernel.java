package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Owned;
import dev.hearth.protocol.message.MessageParts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A kernel: takes Jupyter requests and appends every message it emits to its journal, from which
 * clients read. Safe from any thread. A kernel outlives connections, drivers and the gateway; only
 * {@link #shutdown} ends it.
 */
public interface Kernel extends Owned {

  KernelId id();

  /** Name of the kernelspec from which it was started. */
  String spec();

  /** The session in which it runs; empty for kernels without Spark. */
  Optional<SessionId> session();

  /** Everything it has emitted. */
  Journal journal();

  KernelStatus status();

  /**
   * Takes a client's message on shell, control or stdin. When it returns, the request is durable:
   * it will be run once, also if the gateway or the link breaks now. A message id that was taken
   * before is ignored.
   *
   * @throws dev.hearth.gateway.error.Unavailable if the kernel is dead or its queue is full
   */
  void submit(MessageParts request);

  /**
   * What a {@code kernel_info_reply} says, if this kernel can be described without asking it: JSON
   * content. With it the gateway answers while the kernel is starting or busy.
   */
  Optional<byte[]> kernelInfo();

  /**
   * Asks it to stop what it runs. Completes when the request is on its way, not when it stopped.
   */
  void interrupt();

  /**
   * Replaces its interpreter by a fresh one; if its session has died, starts a new session.
   * Completes when the restart is accepted.
   */
  CompletionStage<Void> restart();

  /** Ends it for good, and its session if it was the last kernel there. Idempotent. */
  CompletionStage<Void> shutdown(String reason);

  /** Calls the listener after each change of {@link #status()}'s state; must not block. */
  AutoCloseable onStateChange(Runnable listener);
}
