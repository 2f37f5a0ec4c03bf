package dev.hearth.gateway.team.config;

import dev.hearth.gateway.home.StartRefusal;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The teams of this gateway as a bean, read again when their file changes. */
@Singleton
final class OwnTeams {
  private static final Logger LOG = Logger.getLogger(OwnTeams.class);

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "hearth-teams"));

  @Produces
  @Singleton
  TeamDirectory directory(TeamsConfig config) {
    return StartRefusal.orInWords(() -> TeamDirectory.open(config.file()));
  }

  void watch(
      @Observes StartupEvent start, TeamDirectory directory, AuditLog audit, TeamsConfig config) {
    directory.onChange(
        () ->
            audit.record(
                AuditEvent.of(AuditAction.CONFIG_CHANGE)
                    .on("teams")
                    .with("sha256", directory.fingerprint())));
    long period = config.reload().toMillis();
    watch.scheduleWithFixedDelay(() -> reload(directory), period, period, TimeUnit.MILLISECONDS);
  }

  /** A scheduled task that throws would never run again. */
  private static void reload(TeamDirectory directory) {
    try {
      directory.reload();
    } catch (RuntimeException e) {
      LOG.error("The teams could not be read again; trying later", e);
    }
  }

  void stop(@Observes ShutdownEvent end) {
    watch.shutdownNow();
  }
}
