package dev.hearth.gateway.kernel.history;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelEngine;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelRecord;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.journal.Journal;
import java.util.Optional;

/** An engine whose kernels have their users' histories. */
public final class RememberingEngine implements KernelEngine {
  private final KernelEngine engine;
  private final InputHistory history;

  public RememberingEngine(KernelEngine engine, InputHistory history) {
    this.engine = engine;
    this.history = history;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public Kernel start(StartKernel request, KernelSpec spec, KernelId id, Journal journal) {
    Author author = new Author(request.principal(), spec.name());
    Journal watched = new WatchedJournal(journal, frame -> history.emitted(author, frame));
    return new RememberingKernel(engine.start(request, spec, id, watched), author, history);
  }

  @Override
  public Optional<Kernel> restore(KernelRecord record, KernelSpec spec, Journal journal) {
    Author author = new Author(record.owner(), spec.name());
    Journal watched = new WatchedJournal(journal, frame -> history.emitted(author, frame));
    return engine
        .restore(record, spec, watched)
        .map(kernel -> new RememberingKernel(kernel, author, history));
  }
}
