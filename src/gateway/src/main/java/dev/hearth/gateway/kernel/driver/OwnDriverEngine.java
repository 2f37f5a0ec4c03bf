package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.kernel.KernelRegistry;
import dev.hearth.gateway.kernel.call.KernelCalls;
import dev.hearth.gateway.kernel.journal.Journals;
import dev.hearth.gateway.session.Profiles;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The engine of this gateway as a bean. */
final class OwnDriverEngine {
  /** After the kernels of an earlier process were taken up, which says which sessions are used. */
  private static final int AFTER_KERNELS = 5_000;

  @Produces
  @Singleton
  SharedSessions shared(Sessions sessions, Profiles profiles, TeamDirectory teams, AuditLog audit) {
    return new SharedSessions(sessions, profiles, teams, audit);
  }

  /**
   * @param windowBytes {@code hearth.link.window-bytes}: how many bytes of outputs a driver may
   *     have on their way to the journal; what exceeds it waits in the driver's spool
   */
  @Produces
  @Singleton
  DriverEngine engine(
      Sessions sessions,
      SharedSessions shared,
      KernelRegistry registry,
      Journals journals,
      @ConfigProperty(name = "hearth.link.window-bytes", defaultValue = "8388608")
          long windowBytes) {
    return new DriverEngine(
        sessions,
        shared,
        registry,
        id -> journals.inbox(id.value()),
        Clock.systemUTC(),
        windowBytes);
  }

  @Produces
  @Singleton
  SessionFiles files(HearthHome home, Sessions sessions) {
    SessionFiles files = new SessionFiles(home);
    sessions.addListener(files);
    return files;
  }

  @Produces
  @Singleton
  UserSessions userSessions(
      Sessions sessions,
      SharedSessions shared,
      Profiles profiles,
      DriverEngine engine,
      SessionFiles files,
      AuditLog audit) {
    return new UserSessions(sessions, shared, profiles, engine, files, audit, Clock.systemUTC());
  }

  void register(@Observes StartupEvent start, KernelCalls calls, UserSessions sessions) {
    new SessionCalls(sessions).register(calls);
  }

  void stopUnused(
      @Observes @Priority(AFTER_KERNELS) StartupEvent start,
      DriverEngine engine,
      Sessions sessions,
      SessionFiles files) {
    engine.stopUnused();
    files.keepOnly(sessions.live().stream().map(Session::id).collect(Collectors.toSet()));
  }
}
