package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.launch.LaunchObserver;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.session.SessionState.Failed;
import dev.hearth.gateway.session.SessionState.Ready;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopped;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import dev.hearth.protocol.link.TokenHash;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class RegisteredSessionsTest {
  private static final Principal ADA = new Principal("ada", TeamName.LOCAL);

  /** Not cleaned up: a launch that is still under way at the end may write to it. */
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private final ObedientLauncher launcher = new ObedientLauncher();
  private final Story story = new Story();
  private Profiles profiles = new Profiles(Map.of(), 16 * 1024);
  private RegistryDatabase database;
  private RegisteredSessions sessions;
  private TeamDirectory teams = TeamDirectory.open(Optional.empty());

  @BeforeEach
  void open() {
    database = Databases.h2(folder);
    sessions = sessions(Limits.GENEROUS);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  private RegisteredSessions sessions(SessionConfig config) {
    RegisteredSessions opened =
        new RegisteredSessions(
            new SessionRegistry(database.jdbi()),
            profiles,
            new Launchers(List.of(launcher)),
            teams,
            new QuotaDesk(database.jdbi(), teams, Clock.systemUTC()),
            event -> {},
            config,
            Clock.systemUTC());
    opened.addListener(story);
    return opened;
  }

  private SessionState state(SessionId id) {
    return sessions.find(id).orElseThrow().state();
  }

  private void awaitState(SessionId id, SessionState expected) {
    await().atMost(Duration.ofMinutes(1)).until(() -> state(id).equals(expected));
  }

  private void awaitStory(String... lines) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(story.lines).containsExactly(lines));
  }

  private SessionId started() {
    SessionId id = sessions.start("local", ADA, SessionTerms.OWN).id();
    awaitState(id, new Starting("the-driver"));
    return id;
  }

  private SessionId ready() {
    SessionId id = started();
    sessions.driverReady(id);
    return id;
  }

  private LaunchObserver observer(SessionId id) {
    return launcher.observers.get(id.value());
  }

  private static void stopped(CompletionStage<Void> stop) {
    assertThat(stop.toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void aSessionIsStoredBeforeItIsLaunched() {
    launcher.handle = new CompletableFuture<>();
    Session session = sessions.start("local", ADA, SessionTerms.OWN);

    assertThat(session.state()).isEqualTo(new Requested());
    assertThat(session.owner()).isEqualTo(ADA);
    assertThat(sessions.find(session.id())).hasValue(session);
    assertThat(sessions.live()).containsExactly(session);
    launcher.handle.complete("the-driver");
    awaitState(session.id(), new Starting("the-driver"));
  }

  @Test
  void whatCannotRunOnItsProfilesNodesIsRefusedBeforeAnythingIsStored() {
    profiles = TestProfiles.onEmr(Map.of());
    sessions.close();
    sessions = sessions(Limits.GENEROUS);
    SessionTerms halfAGpu = SessionTerms.OWN.with(Map.of("spark.task.resource.gpu.amount", "0.5"));

    assertThatThrownBy(() -> sessions.start("gpu-train", ADA, halfAGpu))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("XGBoost's workers need a GPU each");
    assertThat(sessions.live()).isEmpty();
  }

  @Test
  void aSessionGoesThroughItsLifeAndListenersAreToldInOrder() {
    SessionId id = started();
    observer(id).step("Warming up");
    sessions.driverReady(id);
    assertThat(state(id)).isEqualTo(new Ready("the-driver"));
    stopped(sessions.stop(id, "deleted by its owner"));

    assertThat(state(id)).isEqualTo(new Stopped("deleted by its owner"));
    assertThat(launcher.stopped).containsEntry(id.value(), "the-driver");
    assertThat(sessions.live()).isEmpty();
    awaitStory("starting", "step: Warming up", "ready", "stopping", "stopped");
  }

  @Test
  void theLauncherGetsTheProfilesOrders() {
    SessionId id = started();
    assertThat(launcher.orders.get(id.value()))
        .satisfies(
            order -> {
              assertThat(order.driverMemory()).isEqualTo("4096m");
              assertThat(order.sparkConf()).containsEntry("spark.master", "local[*]");
              assertThat(order.user()).isEqualTo("ada");
            });
  }

  @Test
  void aDriverThatCannotBeStartedFailsTheSessionInItsOwnWords() {
    launcher.handle = CompletableFuture.failedFuture(new Unavailable("No driver. Build it."));
    SessionId id = sessions.start("local", ADA, SessionTerms.OWN).id();
    awaitState(id, new Failed("No driver. Build it."));
  }

  @Test
  void anUnknownProfileIsRefusedAndNothingIsStored() {
    assertThatThrownBy(() -> sessions.start("gpu", ADA, SessionTerms.OWN))
        .isInstanceOf(InvalidRequest.class);
    assertThat(sessions.live()).isEmpty();
  }

  @Test
  void aDriverThatEndsByItselfFailsTheSession() {
    SessionId id = ready();
    observer(id).exited("It ran out of memory.");
    awaitState(id, new Failed("It ran out of memory."));
    awaitStory("starting", "ready", "failed");
  }

  @Test
  void aDriverThatEndsBeforeItsLaunchReturnsIsNotTakenForStarting() {
    launcher.handle = new CompletableFuture<>();
    SessionId id = sessions.start("local", ADA, SessionTerms.OWN).id();
    await().atMost(Duration.ofMinutes(1)).until(() -> observer(id) != null);
    observer(id).exited("gone at once");
    awaitState(id, new Failed("gone at once"));
    launcher.handle.complete("the-driver");
    stopped(sessions.stop(id, "too late"));
    assertThat(state(id)).isEqualTo(new Failed("gone at once"));
  }

  @Test
  void aDriverMayBeReadyBeforeItsLaunchReturns() {
    launcher.handle = new CompletableFuture<>();
    SessionId id = sessions.start("local", ADA, SessionTerms.OWN).id();
    sessions.driverReady(id);
    assertThat(state(id)).isEqualTo(new Requested());
    launcher.handle.complete("the-driver");
    awaitState(id, new Ready("the-driver"));
    awaitStory("starting", "ready");
  }

  @Test
  void aDriverThatRedialsIsReadyAsBefore() {
    SessionId id = ready();
    sessions.driverReady(id);
    assertThat(state(id)).isEqualTo(new Ready("the-driver"));
    awaitStory("starting", "ready");
  }

  @Test
  void stoppingTwiceStopsOnceAndBothLearnOfTheEnd() {
    SessionId id = ready();
    launcher.gone = new CompletableFuture<>();
    CompletableFuture<Void> first = sessions.stop(id, "first").toCompletableFuture();
    CompletableFuture<Void> second = sessions.stop(id, "second").toCompletableFuture();

    assertThat(state(id)).isEqualTo(new Stopping(Optional.of("the-driver"), "first"));
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    launcher.gone.complete(null);
    stopped(first);
    stopped(second);
    stopped(sessions.stop(id, "third"));
    assertThat(state(id)).isEqualTo(new Stopped("first"));
    awaitStory("starting", "ready", "stopping", "stopped");
  }

  @Test
  void aStopDuringTheLaunchWaitsForTheDriverAndStopsIt() {
    launcher.handle = new CompletableFuture<>();
    SessionId id = sessions.start("local", ADA, SessionTerms.OWN).id();
    CompletableFuture<Void> stop = sessions.stop(id, "changed my mind").toCompletableFuture();
    assertThat(stop).isNotDone();

    launcher.handle.complete("the-driver");
    stopped(stop);
    assertThat(launcher.stopped).containsEntry(id.value(), "the-driver");
    assertThat(state(id)).isEqualTo(new Stopped("changed my mind"));
  }

  @Test
  void theExitOfADriverThatIsBeingStoppedIsNoFailure() {
    SessionId id = ready();
    launcher.gone = new CompletableFuture<>();
    CompletableFuture<Void> stop = sessions.stop(id, "enough").toCompletableFuture();
    observer(id).exited("ended by signal 15");
    launcher.gone.complete(null);
    stopped(stop);
    assertThat(state(id)).isEqualTo(new Stopped("enough"));
  }

  @Test
  void aStopThatFailsCanBeTriedAgain() {
    SessionId id = ready();
    launcher.gone = CompletableFuture.failedFuture(new Unavailable("It does not end."));
    assertThat(sessions.stop(id, "enough").toCompletableFuture())
        .failsWithin(Duration.ofMinutes(1));
    assertThat(state(id)).isEqualTo(new Stopping(Optional.of("the-driver"), "enough"));

    launcher.gone = CompletableFuture.completedFuture(null);
    stopped(sessions.stop(id, "again"));
    assertThat(state(id)).isEqualTo(new Stopped("enough"));
  }

  @Test
  void aDriverThatSaysItCannotStartIsStoppedBeforeTheSessionHasFailed() {
    SessionId id = started();
    launcher.gone = new CompletableFuture<>();
    sessions.driverFailed(id, "Spark does not come up: port 4040 is taken.");
    await().atMost(Duration.ofMinutes(1)).until(() -> launcher.stopped.containsKey(id.value()));
    assertThat(state(id)).isEqualTo(new Starting("the-driver"));

    observer(id).exited("exit code 1");
    launcher.gone.complete(null);
    awaitState(id, new Failed("Spark does not come up: port 4040 is taken."));
  }

  @Test
  void aSessionThatDoesNotGetReadyInTimeIsStoppedAndFails() {
    sessions.close();
    sessions = sessions(new Limits(Duration.ofMillis(50), Duration.ofSeconds(1)));
    SessionId id = sessions.start("local", ADA, SessionTerms.OWN).id();
    await().atMost(Duration.ofMinutes(1)).until(() -> state(id).ended());
    assertThat(((Failed) state(id)).reason()).contains("not ready within");
    assertThat(launcher.stopped).containsEntry(id.value(), "the-driver");
  }

  @Test
  void onlyTheDriverOfALiveSessionMayDial() {
    SessionId id = ready();
    String token = launcher.orders.get(id.value()).token();
    assertThat(sessions.mayDial(id, token)).isTrue();
    assertThat(sessions.mayDial(id, token + "x")).isFalse();
    assertThat(sessions.mayDial(id, "")).isFalse();
    assertThat(sessions.mayDial(SessionId.random(), token)).isFalse();

    stopped(sessions.stop(id, "enough"));
    assertThat(sessions.mayDial(id, token)).isFalse();
  }

  @Test
  void aConfirmedTokenIsTheOnlyOne() {
    SessionId id = ready();
    String first = launcher.orders.get(id.value()).token();
    String second = sessions.offerToken(id).orElseThrow();
    assertThat(sessions.mayDial(id, first)).isTrue();

    sessions.tokenKept(id, TokenHash.of(second));
    assertThat(sessions.mayDial(id, first)).isFalse();
    assertThat(sessions.mayDial(id, second)).isTrue();
  }

  @Test
  void aDialWithAnOfferedTokenEndsTheEarlierOneAlsoAfterARestartOfTheGateway() {
    SessionId id = ready();
    String first = launcher.orders.get(id.value()).token();
    String second = sessions.offerToken(id).orElseThrow();

    sessions.close();
    sessions = sessions(Limits.GENEROUS);
    assertThat(sessions.mayDial(id, second)).isTrue();
    assertThat(sessions.mayDial(id, first)).isFalse();
    assertThat(sessions.mayDial(id, second)).isTrue();
  }

  @Test
  void anOfferThatWasLostLocksNobodyOut() {
    SessionId id = ready();
    String first = launcher.orders.get(id.value()).token();
    String lost = sessions.offerToken(id).orElseThrow();
    assertThat(sessions.mayDial(id, first)).isTrue();

    String second = sessions.offerToken(id).orElseThrow();
    assertThat(sessions.mayDial(id, lost)).isFalse();
    assertThat(sessions.mayDial(id, first)).isTrue();
    assertThat(sessions.mayDial(id, second)).isTrue();
  }

  @Test
  void aConfirmationThatComesLateDoesNotTouchTheNewerOffer() {
    SessionId id = ready();
    String first = launcher.orders.get(id.value()).token();
    String lost = sessions.offerToken(id).orElseThrow();
    String second = sessions.offerToken(id).orElseThrow();
    sessions.tokenKept(id, TokenHash.of(lost));
    sessions.tokenKept(id, "nonsense");
    assertThat(sessions.mayDial(id, first)).isTrue();
    assertThat(sessions.mayDial(id, second)).isTrue();
    assertThat(sessions.mayDial(id, lost)).isFalse();
  }

  @Test
  void aConfirmationAndADialWithTheSameTokenMayCross() {
    SessionId id = ready();
    for (int i = 0; i < 50; i++) {
      String next = sessions.offerToken(id).orElseThrow();
      CompletableFuture<Void> confirmation =
          CompletableFuture.runAsync(() -> sessions.tokenKept(id, TokenHash.of(next)));
      assertThat(sessions.mayDial(id, next)).isTrue();
      confirmation.join();
      assertThat(sessions.mayDial(id, next)).isTrue();
    }
  }

  @Test
  void aSessionThatHasEndedIsOfferedNoToken() {
    SessionId id = ready();
    String offered = sessions.offerToken(id).orElseThrow();
    stopped(sessions.stop(id, "enough"));
    assertThat(sessions.offerToken(id)).isEmpty();
    assertThat(sessions.mayDial(id, offered)).isFalse();
  }

  @Test
  void theTokenIsNotInTheDatabase() {
    SessionId id = ready();
    String offered = sessions.offerToken(id).orElseThrow();
    List<Map<String, Object>> rows =
        database
            .jdbi()
            .withHandle(handle -> handle.createQuery("select * from session").mapToMap().list());
    assertThat(rows.toString())
        .contains(id.toString())
        .contains(TokenHash.of(offered))
        .doesNotContain(offered)
        .doesNotContain(launcher.orders.get(id.value()).token());
  }

  @Test
  void whatAListenerCausesIsToldAfterwardsToAll() {
    Story last = new Story();
    sessions.addListener(
        new SessionListener() {
          @Override
          public void stepped(SessionId session, String text, long atMillis) {}

          @Override
          public void changed(Session session) {
            if (session.state() instanceof Ready) {
              sessions.stop(session.id(), "as soon as it is ready");
            }
          }
        });
    sessions.addListener(last);
    SessionId id = ready();
    awaitState(id, new Stopped("as soon as it is ready"));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(last.lines).containsExactly("starting", "ready", "stopping", "stopped"));
  }

  @Test
  void aListenerThatFailsDoesNotKeepTheNewsFromOthers() {
    Story last = new Story();
    sessions.addListener(
        new SessionListener() {
          @Override
          public void stepped(SessionId session, String text, long atMillis) {}

          @Override
          public void changed(Session session) {
            throw new IllegalStateException("a listener's bug");
          }
        });
    sessions.addListener(last);
    ready();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(last.lines).containsExactly("starting", "ready"));
  }

  @Test
  void aChangeThatTheDatabaseDidNotTakeIsRecordedLater() {
    SessionId id = started();
    database.jdbi().useHandle(handle -> handle.execute("alter table session rename to away"));
    sessions.driverReady(id);
    database.jdbi().useHandle(handle -> handle.execute("alter table away rename to session"));
    awaitState(id, new Ready("the-driver"));
  }

  @Test
  void theLogComesFromTheLauncher() {
    SessionId id = ready();
    assertThat(sessions.logTail(id, 20)).hasValue("the last 20 lines");
    assertThat(sessions.logTail(SessionId.random(), 20)).isEmpty();
  }
}
