package dev.hearth.gateway.session;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.launch.Launcher.RunningDriver;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.SessionState.Waiting;
import java.util.HashMap;
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
    Map<String, Optional<Map<UUID, String>>> running = new HashMap<>();
    launchers.all().forEach(launcher -> running.put(launcher.name(), running(launcher)));
    Set<UUID> live = new HashSet<>();
    for (RegisteredSession row : registry.live()) {
      live.add(row.id().value());
      try {
        LOG.infof(
            "After the gateway's start: %s sessionId=%s was=%s",
            goOn(row, running), row.id(), row.state().name());
      } catch (HearthException e) {
        LOG.errorf(e, "A session could not be reconciled sessionId=%s", row.id());
      }
    }
    launchers.all().forEach(launcher -> stopOrphans(launcher, running, live));
  }

  /** By session; empty if the launcher cannot tell at present. */
  private static Optional<Map<UUID, String>> running(Launcher launcher) {
    try {
      return Optional.of(
          launcher.running().stream()
              .collect(
                  Collectors.toMap(
                      RunningDriver::sessionId, RunningDriver::handle, (one, other) -> other)));
    } catch (HearthException e) {
      LOG.errorf(
          "Which drivers run cannot be told; sessions are taken up as the registry has them, and"
              + " orphans are left alone until the next start: %s launcher=%s",
          e.getMessage(), launcher.name());
      return Optional.empty();
    }
  }

  /** Returns what was done, for the log. */
  private String goOn(RegisteredSession row, Map<String, Optional<Map<UUID, String>>> running) {
    Launcher launcher = launchers.named(row.session().launcher());
    Optional<String> driver = driverOf(row, running.get(launcher.name()));
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
  private static Optional<String> driverOf(
      RegisteredSession row, Optional<Map<UUID, String>> running) {
    return running.isPresent()
        ? Optional.ofNullable(running.get().get(row.id().value()))
        : row.state().handle();
  }

  private void stopOrphans(
      Launcher launcher, Map<String, Optional<Map<UUID, String>>> running, Set<UUID> live) {
    running.get(launcher.name()).orElse(Map.of()).entrySet().stream()
        .filter(driver -> !live.contains(driver.getKey()))
        .forEach(driver -> stopOrphan(launcher, driver.getKey(), driver.getValue()));
  }

  private void stopOrphan(Launcher launcher, UUID sessionId, String handle) {
    LOG.warnf(
        "After the gateway's start: stopping a driver that no session knows sessionId=%s",
        sessionId);
    launcher
        .stop(sessionId, handle, config.stopGrace())
        .whenComplete(
            (gone, failure) -> {
              if (failure != null) {
                LOG.errorf(failure, "An orphan could not be stopped sessionId=%s", sessionId);
              }
            });
  }
}
