package dev.hearth.gateway.session;

import dev.hearth.gateway.home.StartRefusal;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.session.cluster.InstanceTypes;
import dev.hearth.gateway.session.cluster.InstancesConfig;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The sessions of this gateway as beans, and their reconciliation when it starts. */
final class OwnSessions {
  /** Before observers without a priority, which may then rely on what the registry says. */
  static final int EARLY = 100;

  @Produces
  @Singleton
  Profiles profiles(
      ProfilesConfig config,
      InstancesConfig instances,
      @ConfigProperty(name = "hearth.launch.emr.enabled", defaultValue = "false") boolean emr,
      @ConfigProperty(name = "hearth.launch.local.driver-dist") Optional<String> driver) {
    return StartRefusal.orInWords(
        () -> {
          Profiles profiles =
              new Profiles(
                  config.byName(),
                  DriverMemory.ofThisMachine(),
                  launchers(emr, driver.isPresent()),
                  new InstanceTypes(instances.byName()));
          LostVariables.refuse(System.getenv().keySet(), profiles.names());
          return profiles;
        });
  }

  /** A gateway for a cluster has no driver of its own; elsewhere, its lack is told at a start. */
  private static Set<String> launchers(boolean emr, boolean driver) {
    if (!emr) {
      return Set.of("local");
    }
    return driver ? Set.of("local", "emr") : Set.of("emr");
  }

  @Produces
  @Singleton
  Launchers launchers(Instance<Launcher> launchers) {
    return new Launchers(launchers.stream().toList());
  }

  @Produces
  @Singleton
  RegisteredSessions sessions(
      SessionRegistry registry,
      Profiles profiles,
      Launchers launchers,
      TeamDirectory teams,
      AuditLog audit,
      Jdbi jdbi,
      SessionConfig config) {
    Clock clock = Clock.systemUTC();
    QuotaDesk desk = new QuotaDesk(jdbi, teams, clock);
    return new RegisteredSessions(registry, profiles, launchers, teams, desk, audit, config, clock);
  }

  void close(@Disposes RegisteredSessions sessions) {
    sessions.close();
  }

  @Produces
  @Singleton
  Reconciler reconciler(
      SessionRegistry registry,
      RegisteredSessions sessions,
      Launchers launchers,
      SessionConfig config) {
    return new Reconciler(registry, sessions, launchers, config);
  }

  /** Teams may name profiles that there are, and no others. */
  void checkTeams(
      @Observes @Priority(EARLY) StartupEvent start, TeamDirectory teams, Profiles profiles) {
    StartRefusal.orInWords(
        () -> {
          teams.require(profiles::check);
          return teams;
        });
  }

  /** Quarkus opens the HTTP port only after this. */
  void reconcile(
      @Observes @Priority(EARLY) StartupEvent start,
      Reconciler reconciler,
      TeamDirectory teams,
      RegisteredSessions sessions) {
    StartRefusal.orInWords(
        () -> {
          reconciler.reconcile();
          return sessions;
        });
    stopThoseOfTeamsThatAreGone(teams, sessions);
    teams.onChange(() -> stopThoseOfTeamsThatAreGone(teams, sessions));
  }

  private static void stopThoseOfTeamsThatAreGone(
      TeamDirectory teams, RegisteredSessions sessions) {
    sessions.live().stream()
        .filter(session -> teams.teams().find(session.owner().team()).isEmpty())
        .forEach(session -> sessions.stop(session.id(), "its team is no longer configured"));
  }
}
