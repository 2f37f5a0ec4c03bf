package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.message.MessageParts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A kernel of an earlier gateway process that could not be taken up again: dead, but what it
 * emitted can still be read, until its owner deletes it. Immutable.
 */
final class LostKernel implements Kernel {
  private final KernelRecord kernel;
  private final Journal journal;
  private final KernelStatus status;

  LostKernel(KernelRecord kernel, Journal journal, String reason) {
    this.kernel = kernel;
    this.journal = journal;
    this.status = new KernelStatus(ExecutionState.DEAD, kernel.createdAt(), Optional.of(reason));
  }

  @Override
  public KernelId id() {
    return kernel.id();
  }

  @Override
  public String spec() {
    return kernel.spec();
  }

  @Override
  public Principal owner() {
    return kernel.owner();
  }

  @Override
  public boolean sharedWithTeam() {
    return false;
  }

  @Override
  public Optional<SessionId> session() {
    return Optional.empty();
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public KernelStatus status() {
    return status;
  }

  @Override
  public void submit(MessageParts request) {
    throw gone();
  }

  @Override
  public Optional<byte[]> kernelInfo() {
    return Optional.empty();
  }

  @Override
  public void interrupt() {
    throw gone();
  }

  @Override
  public CompletionStage<Void> restart() {
    return CompletableFuture.failedFuture(gone());
  }

  @Override
  public CompletionStage<Void> shutdown(String reason) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public AutoCloseable onStateChange(Runnable listener) {
    return () -> {}; // its state never changes
  }

  private Unavailable gone() {
    return new Unavailable(
        status.reason().orElseThrow() + " Delete this kernel and start a new one.");
  }
}
