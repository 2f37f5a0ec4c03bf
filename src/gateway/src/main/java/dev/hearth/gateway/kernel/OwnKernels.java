package dev.hearth.gateway.kernel;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.kernel.history.InputHistory;
import dev.hearth.gateway.kernel.history.InputTable;
import dev.hearth.gateway.kernel.history.RememberingEngine;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.Journals;
import dev.hearth.gateway.team.audit.AuditLog;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The kernels of this gateway, their registry and their journals as beans. */
final class OwnKernels {
  /** After all that engines need has started; the gateway takes connections only after that. */
  private static final int LATE = 4000;

  /** Of one user in one language. */
  private static final int LINES_OF_HISTORY = 10_000;

  @Produces
  @Singleton
  Journals journals(HearthHome home, JournalConfig config) {
    return new Journals(home.path(), config.settings(), Clock.systemUTC());
  }

  void close(@Disposes Journals journals) {
    journals.close();
  }

  @Produces
  @Singleton
  KernelRegistry registry(Jdbi jdbi) {
    return new DatabaseKernelRegistry(jdbi);
  }

  @Produces
  @Singleton
  RegisteredKernels kernels(
      KernelSpecs specs,
      @All List<KernelEngine> engines,
      KernelRegistry registry,
      Journals journals,
      KernelLeases leases,
      AuditLog audit,
      InputHistory history) {
    List<KernelEngine> remembering =
        engines.stream()
            .<KernelEngine>map(engine -> new RememberingEngine(engine, history))
            .toList();
    return new RegisteredKernels(
        specs, remembering, registry, onDisk(journals), leases, audit, Clock.systemUTC());
  }

  @Produces
  @Singleton
  KernelLeases leases(LeaseConfig config) {
    return new KernelLeases(config.silence());
  }

  void close(@Disposes KernelLeases leases) {
    leases.close();
  }

  @Produces
  @Singleton
  InputHistory history(Jdbi jdbi) {
    return new InputHistory(new InputTable(jdbi, LINES_OF_HISTORY));
  }

  void close(@Disposes InputHistory history) {
    history.close();
  }

  private static KernelJournals onDisk(Journals journals) {
    return new KernelJournals() {
      @Override
      public Journal open(KernelId kernel) {
        return journals.journal(kernel.value());
      }

      @Override
      public void delete(KernelId kernel) {
        journals.delete(kernel.value());
      }
    };
  }

  void takeUp(@Observes @Priority(LATE) StartupEvent start, RegisteredKernels kernels) {
    kernels.restore();
  }
}
