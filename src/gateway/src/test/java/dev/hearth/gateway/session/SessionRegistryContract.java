package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.session.SessionState.Failed;
import dev.hearth.gateway.session.SessionState.Ready;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopped;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry of sessions promises on each database. */
abstract class SessionRegistryContract {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");
  private static final Instant LATER = NOW.plusSeconds(1);
  private static final String HASH = LinkToken.random().hash();

  private RegistryDatabase database;
  private SessionRegistry registry;

  abstract RegistryDatabase database();

  @BeforeEach
  void open() {
    database = database();
    registry = new SessionRegistry(database.jdbi());
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private RegisteredSession requested() {
    return registry.insert(
        new Session(
            SessionId.random(),
            new Principal("ada", new TeamName("team-a")),
            "local",
            "local",
            new SessionTerms(
                ShareLevel.USER, Optional.of("etl"), Map.of("spark.sql.shuffle.partitions", "8")),
            new Requested(),
            NOW,
            NOW),
        HASH,
        Demand.NOTHING);
  }

  @Test
  void whatIsInsertedIsFound() {
    RegisteredSession inserted = requested();
    assertThat(registry.find(inserted.id())).hasValue(inserted);
    assertThat(inserted.session().createdAt()).isEqualTo(NOW);
    assertThat(registry.find(SessionId.random())).isEmpty();
  }

  @Test
  void everyStateComesBackAsItWas() {
    String longReason = "The driver said: " + "x".repeat(100_000) + " ä 𝛼";
    List<SessionState> states =
        List.of(
            new Starting("42@7"),
            new Ready("42@7"),
            new Stopping(Optional.empty(), "deleted"),
            new Stopping(Optional.of("42@7"), "deleted"),
            new Stopped(longReason));
    RegisteredSession row = requested();
    for (SessionState state : states) {
      row = registry.move(row, state, LATER);
      assertThat(registry.find(row.id())).hasValue(row);
      assertThat(row.state()).isEqualTo(state);
    }
    RegisteredSession failed = registry.move(requested(), new Failed(longReason), LATER);
    assertThat(registry.find(failed.id())).hasValue(failed);
    assertThat(failed.session().createdAt()).isEqualTo(NOW);
    assertThat(failed.session().changedAt()).isEqualTo(LATER);
  }

  @Test
  void thoseThatHaveNotEndedAreLive() {
    RegisteredSession starting = registry.move(requested(), new Starting("1@1"), LATER);
    RegisteredSession stopping =
        registry.move(requested(), new Stopping(Optional.empty(), "x"), LATER);
    registry.move(stopping, new Stopped("x"), LATER);
    registry.move(requested(), new Failed("x"), LATER);
    RegisteredSession asked = requested();
    assertThat(registry.live()).containsExactlyInAnyOrder(starting, asked);
  }

  @Test
  void aMoveFromAnOutdatedViewIsLost() {
    RegisteredSession seen = requested();
    registry.move(seen, new Starting("1@1"), LATER);
    assertThatThrownBy(() -> registry.move(seen, new Failed("late"), LATER))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("somebody else");
    assertThat(registry.find(seen.id()).orElseThrow().state()).isEqualTo(new Starting("1@1"));
  }

  @Test
  void nothingFollowsTheEnd() {
    RegisteredSession ended = registry.move(requested(), new Failed("broken"), LATER);
    assertThatThrownBy(() -> registry.move(ended, new Starting("1@1"), LATER))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("failed");
  }

  @Test
  void ofManyThatMoveAtOnceOneSucceeds() throws Exception {
    RegisteredSession seen = requested();
    int writers = 4;
    CountDownLatch together = new CountDownLatch(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    Callable<Boolean> move =
        () -> {
          together.countDown();
          together.await();
          try {
            registry.move(seen, new Starting("1@1"), LATER);
            return true;
          } catch (Conflict lost) {
            return false;
          }
        };
    int succeeded = 0;
    for (Future<Boolean> each : threads.invokeAll(List.of(move, move, move, move))) {
      succeeded += each.get() ? 1 : 0;
    }
    threads.shutdown();
    assertThat(succeeded).isEqualTo(1);
    assertThat(registry.find(seen.id()).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void anOfferedTokenStandsBesideTheCurrentOneUntilItIsPromoted() {
    RegisteredSession seen = requested();
    String next = LinkToken.random().hash();
    assertThat(registry.offerToken(seen.id(), next)).isTrue();
    RegisteredSession offered = registry.find(seen.id()).orElseThrow();
    assertThat(offered.tokenHash()).isEqualTo(HASH);
    assertThat(offered.nextTokenHash()).hasValue(next);

    assertThat(registry.promoteToken(seen.id(), next)).isTrue();
    RegisteredSession promoted = registry.find(seen.id()).orElseThrow();
    assertThat(promoted.tokenHash()).isEqualTo(next);
    assertThat(promoted.nextTokenHash()).isEmpty();
    assertThat(registry.promoteToken(seen.id(), next)).isFalse();
  }

  @Test
  void onlyTheTokenThatWasOfferedLastCanBePromoted() {
    RegisteredSession seen = requested();
    String lost = LinkToken.random().hash();
    String last = LinkToken.random().hash();
    registry.offerToken(seen.id(), lost);
    registry.offerToken(seen.id(), last);
    assertThat(registry.promoteToken(seen.id(), lost)).isFalse();
    assertThat(registry.promoteToken(seen.id(), HASH)).isFalse();
    assertThat(registry.find(seen.id()).orElseThrow().tokenHash()).isEqualTo(HASH);
    assertThat(registry.promoteToken(seen.id(), last)).isTrue();
  }

  @Test
  void tokensAndStatesDoNotGetInEachOthersWay() {
    RegisteredSession seen = requested();
    String next = LinkToken.random().hash();
    registry.offerToken(seen.id(), next);
    registry.promoteToken(seen.id(), next);
    registry.move(seen, new Starting("1@1"), LATER);
    RegisteredSession moved = registry.find(seen.id()).orElseThrow();
    assertThat(moved.state()).isEqualTo(new Starting("1@1"));
    assertThat(moved.tokenHash()).isEqualTo(next);
  }

  @Test
  void aSessionThatHasEndedGetsNoToken() {
    RegisteredSession ended = registry.move(requested(), new Failed("broken"), LATER);
    assertThat(registry.offerToken(ended.id(), HASH)).isFalse();
    assertThat(registry.offerToken(SessionId.random(), HASH)).isFalse();
  }

  @Test
  void anotherTokenReplacesTheFormer() {
    RegisteredSession seen = requested();
    String other = LinkToken.random().hash();
    registry.offerToken(seen.id(), LinkToken.random().hash());
    assertThat(registry.replaceToken(seen, other).tokenHash()).isEqualTo(other);
    assertThat(registry.find(seen.id()).orElseThrow().tokenHash()).isEqualTo(other);
    assertThat(registry.find(seen.id()).orElseThrow().nextTokenHash()).isEmpty();
    assertThatThrownBy(() -> registry.replaceToken(seen, HASH)).isInstanceOf(Conflict.class);
  }
}
