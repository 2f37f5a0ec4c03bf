package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.message.MessageParts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A kernel that is as the test says, and emits what the test appends to its journal. */
public final class TestKernel implements Kernel {
  private final KernelId id = KernelId.random();
  private final Journal journal;
  private volatile ExecutionState state = ExecutionState.IDLE;

  public TestKernel(Journal journal) {
    this.journal = journal;
  }

  public TestKernel in(ExecutionState now) {
    state = now;
    return this;
  }

  @Override
  public KernelId id() {
    return id;
  }

  @Override
  public String spec() {
    return "echo";
  }

  @Override
  public Principal owner() {
    return new Principal("ada", TeamName.LOCAL);
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
    return new KernelStatus(state, Instant.EPOCH, Optional.empty());
  }

  @Override
  public void submit(MessageParts request) {}

  @Override
  public Optional<byte[]> kernelInfo() {
    return Optional.empty();
  }

  @Override
  public void interrupt() {}

  @Override
  public CompletionStage<Void> restart() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> shutdown(String reason) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public AutoCloseable onStateChange(Runnable listener) {
    return () -> {};
  }
}
