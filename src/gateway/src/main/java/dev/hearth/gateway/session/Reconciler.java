package dev.hearth.gateway.session;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.launch.Launcher.RunningDriver;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.SessionState.Waiting;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings the registry and what really runs together when a gateway starts: adopts drivers that
 * lived on, ends the sessions of those that did not, launches what was asked for and never begun,
 * goes on with stops that were cut short, and stops drivers that no session knows. Runs once,
 * before any driver or client can connect.
 */
final class Reconciler {
  private static final Logger LOG = Logger.getLogger(Reconciler.class);

  private final SessionRegistry registry;
  private final RegisteredSessions sessions;
  private final Launchers launchers;
  private final SessionConfig config;

  Reconciler(
      SessionRegistry registry,
      RegisteredSessions sessions,
      Launchers launchers,
      SessionConfig config) {
    this.registry = registry;
    this.sessions = sessions;
    this.launchers = launchers;
    this.config = config;
  }

  void reconcile() {
    Set<UUID> live = new HashSet<>();
    for (RegisteredSession row : registry.live()) {
      live.add(row.id().value());
      try {
        LOG.infof(
            "After the gateway's start: %s sessionId=%s was=%s",
            goOn(row), row.id(), row.state().name());
      } catch (HearthException e) {
        LOG.errorf(e, "A session could not be reconciled sessionId=%s", row.id());
      }
    }
    launchers.all().forEach(launcher -> stopOrphans(launcher, live));
  }

  /** Returns what was done, for the log. */
  private String goOn(RegisteredSession row) {
    Launcher launcher = launchers.named(row.session().launcher());
    Optional<String> driver = driverOf(row, launcher);
    if (row.state() instanceof Stopping) {
      sessions
          .stopAgain(row, launcher, driver)
          .whenComplete(
              (gone, failure) -> {
                if (failure != null) {
                  LOG.errorf(failure, "A driver could not be stopped sessionId=%s", row.id());
                }
              });
      return driver.isPresent() ? "stopping the driver again" : "its driver is gone, as asked";
    }
    if (driver.isPresent()) {
      return sessions.adopt(row, launcher, driver.get()) ? "driver adopted" : "driver lost";
    }
    if (row.state() instanceof Waiting) {
      sessions.waitAgain(row, launcher);
      return "waiting on";
    }
    if (row.state() instanceof Requested) {
      sessions.launchAgain(row, launcher);
      return "launching it now";
    }
    sessions.lost(row, launcher, "The session's driver ended while the gateway was down.");
    return "driver lost";
  }

  /** A gateway may have been killed between the start of a driver and the note of its handle. */
  private static Optional<String> driverOf(RegisteredSession row, Launcher launcher) {
    Map<UUID, String> running =
        launcher.running().stream()
            .collect(Collectors.toMap(RunningDriver::sessionId, RunningDriver::handle));
    return Optional.ofNullable(running.get(row.id().value()));
  }

  private void stopOrphans(Launcher launcher, Set<UUID> live) {
    for (RunningDriver driver : launcher.running()) {
      if (!live.contains(driver.sessionId())) {
        LOG.warnf(
            "After the gateway's start: stopping a driver that no session knows sessionId=%s",
            driver.sessionId());
        launcher
            .stop(driver.sessionId(), driver.handle(), config.stopGrace())
            .whenComplete(
                (gone, failure) -> {
                  if (failure != null) {
                    LOG.errorf(
                        failure, "An orphan could not be stopped sessionId=%s", driver.sessionId());
                  }
                });
      }
    }
  }
}
