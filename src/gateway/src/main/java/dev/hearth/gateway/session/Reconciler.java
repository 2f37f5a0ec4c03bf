package dev.hearth.gateway.session;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.launch.Launcher.RunningDriver;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.SessionState.Waiting;
import java.util.List;
import java.util.Optional;
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

  /**
   * @throws IllegalArgumentException if sessions live whose launcher this gateway has not; stops
   *     the start
   */
  void reconcile() {
    List<RegisteredSession> live = registry.live();
    live.forEach(this::requireLauncher);
    for (RegisteredSession row : live) {
      try {
        LOG.infof(
            "After the gateway's start: %s sessionId=%s was=%s",
            goOn(row), row.id(), row.state().name());
      } catch (RuntimeException e) {
        LOG.errorf(e, "A session could not be reconciled sessionId=%s", row.id());
      }
    }
    // Asking AWS may take its time, and drivers wait for the gateway's port.
    Thread orphans = new Thread(this::stopOrphans, "hearth-orphans");
    orphans.setDaemon(true);
    orphans.start();
  }

  private void requireLauncher(RegisteredSession row) {
    String launcher = row.session().launcher();
    if (launchers.all().stream().noneMatch(there -> there.name().equals(launcher))) {
      throw new IllegalArgumentException(
          "Session "
              + row.id()
              + " and maybe others still run by the launcher '"
              + launcher
              + "', which is not enabled any more: nobody could stop them. Enable it"
              + " (hearth.launch."
              + launcher
              + ".enabled=true), stop them, and then disable it.");
    }
  }

  /** Returns what was done, for the log. */
  private String goOn(RegisteredSession row) {
    Launcher launcher = launchers.named(row.session().launcher());
    if (row.state() instanceof Waiting) {
      sessions.waitAgain(row, launcher);
      return "waiting on";
    }
    if (row.state().handle().isPresent()) {
      return goOn(row, launcher, row.state().handle().get());
    }
    Optional<String> driver;
    try {
      driver = launcher.find(row.id().value(), row.session().owner().team());
    } catch (HearthException e) {
      if (row.state() instanceof Stopping) {
        stopAgain(row, launcher, Optional.empty());
      } else {
        // Launched anew it would have another token than a driver that runs already.
        sessions.lost(
            row,
            launcher,
            "The gateway was restarted while the session was being started, and could not find out"
                + " whether its driver runs: "
                + e.getMessage());
      }
      return "what it has cannot be told";
    }
    if (driver.isPresent()) {
      return goOn(row, launcher, driver.get());
    }
    if (row.state() instanceof Stopping) {
      stopAgain(row, launcher, driver);
      return "its driver is gone, as asked";
    }
    sessions.launchAgain(row, launcher);
    return "launching it now";
  }

  private String goOn(RegisteredSession row, Launcher launcher, String driver) {
    if (row.state() instanceof Stopping) {
      stopAgain(row, launcher, Optional.of(driver));
      return "stopping the driver again";
    }
    return sessions.adopt(row, launcher, driver) ? "driver adopted" : "driver lost";
  }

  private void stopAgain(RegisteredSession row, Launcher launcher, Optional<String> driver) {
    sessions
        .stopAgain(row, launcher, driver)
        .whenComplete(
            (gone, failure) -> {
              if (failure != null) {
                LOG.errorf(failure, "A driver could not be stopped sessionId=%s", row.id());
              }
            });
  }

  private void stopOrphans() {
    for (Launcher launcher : launchers.all()) {
      try {
        launcher.running().stream()
            .filter(driver -> !isOfASession(driver))
            .forEach(driver -> stopOrphan(launcher, driver));
      } catch (RuntimeException e) {
        LOG.errorf(e, "Orphans cannot be looked for launcher=%s", launcher.name());
      }
    }
  }

  /** Asked now: sessions are stored before their drivers are started. */
  private boolean isOfASession(RunningDriver driver) {
    return registry
        .find(new SessionId(driver.sessionId()))
        .filter(row -> !row.state().ended())
        .isPresent();
  }

  private void stopOrphan(Launcher launcher, RunningDriver driver) {
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
