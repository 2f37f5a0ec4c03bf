package dev.hearth.gateway.kernel.echo;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelEngine;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelRecord;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.journal.Journal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Makes echo kernels. */
@ApplicationScoped
public class EchoEngine implements KernelEngine {
  private final Clock clock = Clock.systemUTC();

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Kernel start(StartKernel request, KernelSpec spec, KernelId id, Journal journal) {
    EchoKernel kernel = new EchoKernel(id, spec.name(), request.principal(), journal, clock);
    kernel.begin();
    return kernel;
  }

  /** With a fresh interpreter, which it says; what was emitted before stays in the journal. */
  @Override
  public Optional<Kernel> restore(KernelRecord record, KernelSpec spec, Journal journal) {
    EchoKernel kernel = new EchoKernel(record.id(), record.spec(), record.owner(), journal, clock);
    kernel.beginAgain();
    return Optional.of(kernel);
  }
}
