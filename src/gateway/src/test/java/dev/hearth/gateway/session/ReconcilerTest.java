package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.launch.Launcher.RunningDriver;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.launch.local.LocalLauncher;
import dev.hearth.gateway.launch.local.TinyDrivers;
import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.session.ProfilesConfig.ProfileConfig;
import dev.hearth.gateway.session.SessionState.Failed;
import dev.hearth.gateway.session.SessionState.Ready;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopped;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.cluster.ClusterConfig;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that starts again on a home with real drivers and a real registry. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReconcilerTest {
  private static final Principal ADA = new Principal("ada", TeamName.LOCAL);

  @TempDir Path home;
  private Gateway gateway;

  /** The heap of a driver that does nothing. */
  private record Small(
      Optional<String> launcher,
      Optional<ClusterConfig> cluster,
      Optional<String> driverMemory,
      Map<String, String> sparkConf,
      ShareLevel shareLevel,
      boolean shareViews,
      Duration linger,
      Optional<BigDecimal> pricePerHour,
      Optional<String> description)
      implements ProfileConfig {}

  /** All of a gateway that matters here; closing it leaves its drivers alone. */
  private final class Gateway implements AutoCloseable {
    final RegistryDatabase database = Databases.h2(home);
    final SessionRegistry registry = new SessionRegistry(database.jdbi());
    final LocalLauncher launcher = TinyDrivers.launcher(home);
    final Launchers launchers = new Launchers(List.of(launcher));
    final Story story = new Story();
    final TeamDirectory teams = TeamDirectory.open(Optional.empty());
    final RegisteredSessions sessions =
        new RegisteredSessions(
            registry,
            new Profiles(
                Map.of(
                    "local",
                    new Small(
                        Optional.of("local"),
                        Optional.empty(),
                        Optional.of("512m"),
                        Map.of(),
                        ShareLevel.KERNEL,
                        true,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty())),
                16 * 1024),
            launchers,
            teams,
            new QuotaDesk(database.jdbi(), teams, Clock.systemUTC()),
            event -> {},
            Limits.GENEROUS,
            Clock.systemUTC());

    Gateway() {
      sessions.addListener(story);
      new Reconciler(registry, sessions, launchers, Limits.GENEROUS).reconcile();
    }

    SessionState state(SessionId id) {
      return sessions.find(id).orElseThrow().state();
    }

    void awaitState(SessionId id, Class<? extends SessionState> expected) {
      await().atMost(Duration.ofMinutes(1)).until(() -> expected.isInstance(state(id)));
    }

    RegisteredSession row(SessionId id) {
      return registry.find(id).orElseThrow();
    }

    @Override
    public void close() {
      sessions.close();
      launcher.close();
      database.close();
    }
  }

  @BeforeEach
  void firstGateway() {
    gateway = new Gateway();
  }

  @AfterEach
  void leaveNothingBehind() {
    for (RunningDriver driver : gateway.launcher.running()) {
      gateway
          .launcher
          .stop(driver.sessionId(), driver.handle(), Duration.ZERO)
          .toCompletableFuture()
          .join();
    }
    gateway.close();
  }

  private void restart() {
    gateway.close();
    gateway = new Gateway();
  }

  private SessionId starting() {
    SessionId id = gateway.sessions.start("local", ADA, SessionTerms.OWN).id();
    gateway.awaitState(id, Starting.class);
    return id;
  }

  private ProcessHandle driver(SessionId id) {
    return gateway.launcher.running().stream()
        .filter(driver -> driver.sessionId().equals(id.value()))
        .map(driver -> ProcessHandle.of(Long.parseLong(driver.handle().split("@")[0])))
        .findFirst()
        .orElseThrow()
        .orElseThrow();
  }

  private RegisteredSession insert(SessionState state) {
    Instant now = Instant.now();
    return gateway.registry.insert(
        new Session(SessionId.random(), ADA, "local", "local", SessionTerms.OWN, state, now, now),
        LinkToken.random().hash(),
        Demand.NOTHING);
  }

  @Test
  void aDriverThatLivedOnIsAdoptedAndItsExitIsNoticed() {
    SessionId id = starting();
    gateway.sessions.driverReady(id);
    SessionState before = gateway.state(id);

    restart();
    assertThat(gateway.state(id)).isEqualTo(before).isInstanceOf(Ready.class);
    assertThat(gateway.story.lines).isEmpty();

    driver(id).destroyForcibly();
    gateway.awaitState(id, Failed.class);
  }

  @Test
  void anAdoptedSessionBecomesReadyAndCanBeStopped() throws Exception {
    SessionId id = starting();
    restart();
    gateway.sessions.driverReady(id);
    assertThat(gateway.state(id)).isInstanceOf(Ready.class);

    gateway.sessions.stop(id, "enough").toCompletableFuture().get(1, TimeUnit.MINUTES);
    assertThat(gateway.state(id)).isEqualTo(new Stopped("enough"));
    assertThat(gateway.launcher.running()).isEmpty();
  }

  @Test
  void aDriverThatEndedMeanwhileIsLost() {
    SessionId id = starting();
    ProcessHandle driver = driver(id);
    gateway.close();
    driver.destroyForcibly();
    driver.onExit().join();

    gateway = new Gateway();
    assertThat(gateway.state(id))
        .isEqualTo(new Failed("The session's driver ended while the gateway was down."));
    assertThat(gateway.story.lines).containsExactly("failed");
  }

  @Test
  void aRequestThatWasNeverLaunchedIsLaunchedWithAnotherToken() {
    RegisteredSession requested = insert(new Requested());
    restart();
    gateway.awaitState(requested.id(), Starting.class);
    assertThat(driver(requested.id()).isAlive()).isTrue();
    assertThat(gateway.row(requested.id()).tokenHash()).isNotEqualTo(requested.tokenHash());
  }

  @Test
  void aRequestWhoseProfileIsGoneFailsAndSaysSo() {
    Instant now = Instant.now();
    Session session =
        new Session(
            SessionId.random(), ADA, "gpu", "local", SessionTerms.OWN, new Requested(), now, now);
    gateway.registry.insert(session, LinkToken.random().hash(), Demand.NOTHING);
    restart();
    assertThat(gateway.state(session.id()))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("no profile 'gpu'"));
  }

  @Test
  void aDriverWhoseLaunchWasNotRecordedIsAdopted() {
    SessionId id = starting();
    String hash = gateway.row(id).tokenHash();
    gateway
        .database
        .jdbi()
        .useHandle(
            handle -> handle.execute("update session set state = 'requested', handle = null"));
    restart();
    assertThat(gateway.state(id)).isInstanceOf(Starting.class);
    assertThat(gateway.row(id).tokenHash()).isEqualTo(hash);
    assertThat(gateway.launcher.running()).hasSize(1);
  }

  @Test
  void aStopThatWasCutShortIsFinished() {
    SessionId id = starting();
    RegisteredSession row = gateway.row(id);
    gateway.registry.move(row, SessionMoves.stop(row.state(), "deleted"), Instant.now());
    RegisteredSession withoutDriver = insert(new Stopping(Optional.empty(), "deleted"));

    restart();
    gateway.awaitState(id, Stopped.class);
    gateway.awaitState(withoutDriver.id(), Stopped.class);
    assertThat(gateway.state(id)).isEqualTo(new Stopped("deleted"));
    assertThat(gateway.launcher.running()).isEmpty();
  }

  @Test
  void aDriverThatNoSessionKnowsIsStopped() {
    SessionId id = starting();
    gateway.database.jdbi().useHandle(handle -> handle.execute("delete from session"));
    ProcessHandle orphan = driver(id);
    restart();
    await().atMost(Duration.ofMinutes(1)).until(() -> !orphan.isAlive());
    await().atMost(Duration.ofMinutes(1)).until(() -> gateway.launcher.running().isEmpty());
  }
}
