package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.StartRefusal;
import dev.hearth.protocol.audit.Seal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** The audit log of this gateway as beans; it records the gateway's own start and stop. */
final class OwnAudit {
  private static final Logger LOG = Logger.getLogger(OwnAudit.class);

  /** Before all that may have something to record. */
  private static final int FIRST = 1;

  /** After all that may have something to record, and while the database is still open. */
  private static final int LAST = Integer.MAX_VALUE;

  @Produces
  @Singleton
  Seal seal(AuditConfig config) {
    return StartRefusal.orInWords(
        () -> config.key().map(key -> Seal.keyed(key, config.keySince())).orElseGet(Seal::plain));
  }

  @Produces
  @Singleton
  ChainedAuditLog log(Jdbi jdbi, HearthHome home, Seal seal, AuditConfig config) {
    ChainedAuditLog.Settings settings =
        new ChainedAuditLog.Settings(
            config.queue(), config.keep(), config.keepFiles(), config.drain());
    return StartRefusal.orInWords(
        () -> ChainedAuditLog.open(jdbi, folder(home), seal, settings, Clock.systemUTC()));
  }

  void close(@Disposes ChainedAuditLog log) {
    log.close();
  }

  @Produces
  @Singleton
  AuditTrail trail(Jdbi jdbi, HearthHome home, Seal seal) {
    return new AuditTrail(jdbi, folder(home), seal);
  }

  private static Path folder(HearthHome home) {
    return home.folder("audit");
  }

  void started(
      @Observes @Priority(FIRST) StartupEvent start,
      AuditLog log,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    log.record(AuditEvent.of(AuditAction.GATEWAY_START).with("version", version));
  }

  void stopped(@Observes @Priority(LAST) ShutdownEvent stop, ChainedAuditLog log) {
    try {
      log.record(AuditEvent.of(AuditAction.GATEWAY_STOP));
    } catch (Unavailable e) {
      LOG.errorf("The stop of this gateway is not in the audit log: %s", e.getMessage());
    }
    log.close();
  }
}
