package dev.hearth.gateway.kernel.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelRecord;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.MemoryKernelRegistry;
import dev.hearth.gateway.kernel.Requests;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.journal.Inbox;
import dev.hearth.gateway.kernel.journal.JournalSettings;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import dev.hearth.gateway.session.Profiles;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.TestProfiles;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.message.MessageParts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several kernels in one session: who joins which, what moves, and when it ends. */
class SharedSessionsTest {
  private static final Principal ADA = new Principal("ada", new TeamName("risk"));
  private static final Principal BOB = new Principal("bob", new TeamName("risk"));
  private static final Principal EVE = new Principal("eve", new TeamName("other"));

  private static final SessionFiles NO_FILES =
      new SessionFiles(new HearthHome(Path.of("target", "no-files")));

  @TempDir Path folder;
  private final List<Inbox> inboxes = new ArrayList<>();
  private final MemorySessions sessions = new MemorySessions();
  private final MemoryKernelRegistry registry = new MemoryKernelRegistry();
  private final Profiles profiles =
      TestProfiles.of(
          Map.of(
              "hearth.profiles.mine.share-level", "user",
              "hearth.profiles.mine.linger", "0s",
              "hearth.profiles.brief.share-level", "user",
              "hearth.profiles.brief.linger", "50ms",
              "hearth.profiles.ours.share-level", "team"));
  private final SharedSessions shared =
      new SharedSessions(sessions, profiles, TeamDirectory.open(Optional.empty()), event -> {});
  private final DriverEngine engine =
      new DriverEngine(sessions, shared, registry, this::inbox, Clock.systemUTC(), 1 << 20);
  private final UserSessions desk =
      new UserSessions(
          sessions, shared, profiles, engine, NO_FILES, event -> {}, Clock.systemUTC());

  @AfterEach
  void close() {
    inboxes.forEach(Inbox::close);
  }

  private Inbox inbox(KernelId id) {
    Inbox inbox =
        Inbox.open(folder.resolve(id.toString()), JournalSettings.STANDARD, Clock.systemUTC());
    inboxes.add(inbox);
    return inbox;
  }

  private DriverKernel start(String profile, Principal owner) {
    return start(profile, owner, Map.of());
  }

  private DriverKernel start(String profile, Principal owner, Map<String, String> env) {
    KernelId id = KernelId.random();
    KernelSpec spec = new KernelSpec("scala", "Scala", "scala", "driver", profile, "");
    registry.add(
        new KernelRecord(
            id,
            "scala",
            owner,
            Optional.empty(),
            Optional.empty(),
            Instant.now(),
            Optional.empty(),
            false));
    StartKernel request =
        new StartKernel("scala", Optional.of(id), Optional.empty(), env, Optional.empty(), owner);
    return engine.start(request, spec, id, new MemoryJournal());
  }

  private static SessionId session(DriverKernel kernel) {
    return kernel.session().orElseThrow();
  }

  /** Its driver has dialled and is ready. */
  private RecordingWire ready(SessionId session) {
    RecordingWire wire = new RecordingWire();
    DriverState state =
        new DriverState(DriverState.Phase.READY, List.of(), "app", null, "3.5.5", null);
    engine.connected(
        session,
        new Hello(Hello.PROTOCOL, session.value(), UUID.randomUUID(), 1, List.of(), state),
        wire);
    return wire;
  }

  @Test
  void kernelsHaveSessionsOfTheirOwnUnlessTheirProfileSaysOtherwise() {
    assertThat(session(start("local", ADA))).isNotEqualTo(session(start("local", ADA)));
  }

  @Test
  void theKernelsOfAUserShareASessionPerProfile() {
    SessionId first = session(start("mine", ADA));
    assertThat(session(start("mine", ADA))).isEqualTo(first);
    assertThat(session(start("brief", ADA))).isNotEqualTo(first);
    assertThat(session(start("mine", BOB))).isNotEqualTo(first);
  }

  @Test
  void theKernelsOfATeamShareASessionAndNobodyElses() {
    SessionId first = session(start("ours", ADA));
    assertThat(session(start("ours", BOB))).isEqualTo(first);
    assertThat(session(start("ours", EVE))).isNotEqualTo(first);
  }

  @Test
  void aNamedSessionIsStartedOnceAndJoinedByItsName() {
    Map<String, String> env = Map.of("HEARTH_SESSION", "etl");
    SessionId first = session(start("local", ADA, env));
    assertThat(session(start("local", ADA, env))).isEqualTo(first);
    assertThat(session(start("local", ADA, Map.of("HEARTH_SESSION", first.toString()))))
        .isEqualTo(first);
    assertThat(session(start("local", BOB, env))).isNotEqualTo(first);
  }

  @Test
  void aSessionOfSomebodyElseIsOneThatDoesNotExist() {
    SessionId first = session(start("mine", ADA));
    assertThatThrownBy(() -> start("local", BOB, Map.of("HEARTH_SESSION", first.toString())))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> desk.get(first.toString(), Caller.of(BOB)))
        .isInstanceOf(NotFound.class);
    assertThat(desk.list(Caller.of(BOB))).isEmpty();
    assertThat(desk.list(Caller.of(ADA)))
        .extracting(SessionView::id)
        .containsExactly(first.toString());
  }

  @Test
  void aKernelThatJoinsARunningSessionIsOpenedThereAndIsIdleAtOnce() {
    RecordingWire wire = ready(session(start("mine", ADA)));
    DriverKernel second = start("mine", ADA);
    assertThat(second.status().state()).isEqualTo(ExecutionState.IDLE);
    assertThat(wire.sent())
        .filteredOn(LinkFrame.Open.class::isInstance)
        .extracting(frame -> ((LinkFrame.Open) frame).kernel().kernelId())
        .containsExactly(second.id().value());
  }

  @Test
  void oneKernelsEndLeavesTheOthersAndTheLastOneEndsTheSession() {
    DriverKernel first = start("mine", ADA);
    DriverKernel second = start("mine", ADA);
    ready(session(first));
    first.shutdown("deleted");
    assertThat(second.status().state()).isEqualTo(ExecutionState.IDLE);
    assertThat(sessions.live()).hasSize(1);
    second.shutdown("deleted");
    assertThat(sessions.live()).isEmpty();
  }

  @Test
  void aSharedSessionWaitsForTheNextKernelButNotForEver() {
    DriverKernel first = start("brief", ADA);
    first.shutdown("deleted");
    assertThat(sessions.live()).hasSize(1);
    await().until(() -> sessions.live().isEmpty());
  }

  @Test
  void theFailureOfASessionIsTheEndOfAllItsKernels() {
    DriverKernel first = start("mine", ADA);
    DriverKernel second = start("mine", ADA);
    ready(session(first));
    sessions.driverFailed(session(first), "The driver ran out of memory.");
    assertThat(List.of(first, second))
        .allSatisfy(kernel -> assertThat(kernel.status().state()).isEqualTo(ExecutionState.DEAD));
    first.restart();
    second.restart();
    assertThat(session(first)).isEqualTo(session(second));
  }

  @Test
  void anAttachedKernelLeavesOneDriverForAnotherAndItsWaitingCellsGoWithIt() {
    DriverKernel kernel = start("local", ADA);
    SessionId old = session(kernel);
    RecordingWire before = ready(old);
    DriverKernel other = start("local", ADA, Map.of("HEARTH_SESSION", "etl"));
    RecordingWire after = ready(session(other));
    MessageParts attaching = Requests.execute("%attach etl");
    MessageParts waiting = Requests.execute("1 + 1");
    kernel.submit(attaching);
    kernel.submit(waiting);

    desk.attach(kernel, "etl", 3);

    assertThat(session(kernel)).isEqualTo(session(other));
    assertThat(before.sent()).contains(new LinkFrame.Close(kernel.id().value()));
    assertThat(after.requestIds()).containsExactly(Requests.id(waiting));
    assertThat(after.requests().get(0).number()).isEqualTo(received(after, kernel) + 1);
    assertThat(sessions.find(old).orElseThrow().state().ended()).isTrue();
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.BUSY);
  }

  private static long received(RecordingWire wire, DriverKernel kernel) {
    return wire.sent().stream()
        .filter(LinkFrame.Open.class::isInstance)
        .map(frame -> ((LinkFrame.Open) frame).kernel())
        .filter(order -> order.kernelId().equals(kernel.id().value()))
        .findFirst()
        .orElseThrow()
        .received();
  }

  @Test
  void configuringReplacesTheSessionAndKeepsItsOtherTerms() {
    DriverKernel kernel = start("local", ADA, Map.of("HEARTH_SESSION", "etl"));
    SessionId old = session(kernel);
    ready(old);
    assertThatThrownBy(() -> desk.configure(kernel, wish(Map.of("num-executors", "2"), false, 4)))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("-f");

    desk.configure(kernel, wish(Map.of("num-executors", "2"), true, 4));

    assertThat(session(kernel)).isNotEqualTo(old);
    assertThat(sessions.find(session(kernel)).orElseThrow().terms())
        .satisfies(
            terms -> {
              assertThat(terms.name()).contains("etl");
              assertThat(terms.settings())
                  .containsExactly(Map.entry("spark.executor.instances", "2"));
            });
    assertThat(sessions.find(old).orElseThrow().state().ended()).isTrue();
  }

  @Test
  void otherKernelsOfASessionAreNotRestartedUnlessAsked() {
    DriverKernel first = start("mine", ADA);
    DriverKernel second = start("mine", ADA);
    SessionId old = session(first);
    assertThatThrownBy(() -> desk.configure(first, wish(Map.of("driver-memory", "2g"), true, 1)))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("--all");
    desk.configure(
        first, new UserSessions.Configuration(Map.of("driver-memory", "2g"), true, true, 1));
    assertThat(session(first)).isEqualTo(session(second)).isNotEqualTo(old);
  }

  @Test
  void whatAProfileDecidesCannotBeConfigured() {
    DriverKernel kernel = start("local", ADA);
    for (String key : List.of("spark.master", "hearth.home", "spark.plugins", "spark.jars")) {
      assertThatThrownBy(() -> desk.configure(kernel, wish(Map.of(key, "x"), true, 1)))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("profile");
    }
    assertThatThrownBy(() -> desk.configure(kernel, wish(Map.of("drivr-memory", "2g"), true, 1)))
        .hasMessageContaining("driver-memory");
    assertThatThrownBy(() -> desk.configure(kernel, wish(Map.of("driver-memory", "2"), true, 1)))
        .hasMessageContaining("4g");
  }

  private static UserSessions.Configuration wish(
      Map<String, String> settings, boolean force, int count) {
    return new UserSessions.Configuration(settings, force, false, count);
  }

  @Test
  void theLogIsShownWithoutSecrets() {
    assertThat(desk.log(start("local", ADA), 10)).contains("started").doesNotContain("hunter2");
  }
}
