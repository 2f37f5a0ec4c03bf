package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.message.MessageParts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine whose kernels do nothing but live and die, and which counts them. */
final class FakeEngine implements KernelEngine {
  final AtomicInteger started = new AtomicInteger();
  final CompletableFuture<Void> mayEnd = new CompletableFuture<>();
  RuntimeException refusal;
  boolean forgetful;

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Kernel start(StartKernel request, KernelSpec spec, KernelId id, Journal journal) {
    if (refusal != null) {
      throw refusal;
    }
    started.incrementAndGet();
    return new FakeKernel(id, spec.name(), request.principal(), journal);
  }

  @Override
  public Optional<Kernel> restore(KernelRecord record, KernelSpec spec, Journal journal) {
    return forgetful
        ? Optional.empty()
        : Optional.of(new FakeKernel(record.id(), spec.name(), record.owner(), journal));
  }

  private final class FakeKernel implements Kernel {
    private final KernelId id;
    private final String spec;
    private final Principal owner;
    private final Journal journal;

    FakeKernel(KernelId id, String spec, Principal owner, Journal journal) {
      this.id = id;
      this.spec = spec;
      this.owner = owner;
      this.journal = journal;
    }

    @Override
    public KernelId id() {
      return id;
    }

    @Override
    public String spec() {
      return spec;
    }

    @Override
    public Principal owner() {
      return owner;
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
      return new KernelStatus(ExecutionState.IDLE, Instant.EPOCH, Optional.empty());
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
      return mayEnd;
    }

    @Override
    public AutoCloseable onStateChange(Runnable listener) {
      return () -> {};
    }
  }
}
