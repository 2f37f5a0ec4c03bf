package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Stopped;
import dev.hearth.gateway.session.SessionState.Waiting;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What quotas promise on each database. */
abstract class QuotaContract {
  private static final TeamName RISK = new TeamName("risk");
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @TempDir Path folder;

  private RegistryDatabase database;
  private SessionRegistry registry;
  private Instant now = NOON;

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

  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  /** Of one gateway; several share the database. */
  private QuotaDesk desk(String team) {
    try {
      Path file = Files.writeString(folder.resolve("teams.yaml"), "teams: {risk: {" + team + "}}");
      return new QuotaDesk(database.jdbi(), TeamDirectory.open(Optional.of(file)), clock);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Demand gpus(int gpus) {
    return new Demand(8, 32 * 1024, gpus, BigDecimal.TEN);
  }

  private RegisteredSession ask(QuotaDesk desk, String user, String name, Demand demand) {
    return desk.reserve(
        new Session(
            SessionId.random(),
            new Principal(user, RISK),
            "gpu-etl",
            "local",
            new SessionTerms(ShareLevel.USER, Optional.of(name), Map.of()),
            new Requested(),
            now,
            now),
        "hash",
        demand,
        Optional.empty());
  }

  private void end(RegisteredSession session) {
    registry.move(registry.find(session.id()).orElseThrow(), new Stopped("done"), now);
  }

  @Test
  void whatExceedsAQuotaIsRefusedWithWhoUsesWhat() {
    QuotaDesk desk = desk("quota: {gpus: 8}");
    ask(desk, "ada", "etl", gpus(4));
    RegisteredSession bobs = ask(desk, "bob", "train", gpus(2));

    assertThatThrownBy(() -> ask(desk, "cyd", "more", gpus(4)))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("Team risk has 6 of 8 GPUs in use (ada 4, bob 2)")
        .hasMessageContaining("takes 4")
        .hasMessageContaining("./hearth sessions");

    end(bobs);
    assertThat(ask(desk, "cyd", "more", gpus(4)).state()).isInstanceOf(Requested.class);
  }

  @Test
  void aUsersQuotaIsTheUsersAlone() {
    QuotaDesk desk = desk("user-quota: {sessions: 1}");
    ask(desk, "ada", "one", gpus(0));

    assertThatThrownBy(() -> ask(desk, "ada", "two", gpus(0)))
        .hasMessageContaining("You, of team risk, have 1 of 1 sessions in use (ada 1)");
    assertThat(ask(desk, "bob", "one", gpus(0)).state()).isInstanceOf(Requested.class);
  }

  @Test
  void memoryAndCoresCountToo() {
    assertThatThrownBy(() -> ask(desk("quota: {memory: 16g}"), "ada", "x", gpus(0)))
        .hasMessageContaining("MiB of memory")
        .hasMessageContaining("never fits");
    assertThatThrownBy(() -> ask(desk("quota: {cores: 4}"), "ada", "x", gpus(0)))
        .hasMessageContaining("cores");
  }

  @Test
  void aDaysCostIsThatOfAllSessionsSinceMidnight() {
    QuotaDesk desk = desk("quota: {cost-per-day: 15}");
    RegisteredSession first = ask(desk, "ada", "one", gpus(1)); // 10 an hour
    now = NOON.plus(Duration.ofMinutes(60));
    end(first);
    now = NOON.plus(Duration.ofMinutes(90));
    ask(desk, "ada", "two", gpus(1));
    now = NOON.plus(Duration.ofMinutes(120));
    assertThat(desk.usage(RISK).cost()).isEqualByComparingTo("15");

    assertThatThrownBy(() -> ask(desk, "bob", "three", gpus(1)))
        .hasMessageContaining("spent 15.00 of the 15.00");

    now = NOON.plus(Duration.ofHours(13)); // the next day, of which the second ran an hour
    assertThat(desk.usage(RISK).cost()).isEqualByComparingTo("10");
    assertThat(ask(desk, "bob", "three", gpus(1)).state()).isInstanceOf(Requested.class);
  }

  @Test
  void gatewaysThatShareADatabaseNeverGiveAwayMoreThanThereIs() {
    QuotaDesk one = desk("quota: {gpus: 5}");
    QuotaDesk other = desk("quota: {gpus: 5}");

    long admitted =
        IntStream.range(0, 24)
            .parallel()
            .filter(
                i -> {
                  try {
                    ask(i % 2 == 0 ? one : other, "user-" + i, "s-" + i, gpus(1));
                    return true;
                  } catch (Conflict e) {
                    return false;
                  }
                })
            .count();

    assertThat(admitted).isEqualTo(5);
    assertThat(one.usage(RISK).held().gpus()).isEqualTo(5);
  }

  @Test
  void whereATeamWaitsSessionsTakeTurns() {
    QuotaDesk desk = desk("quota: {gpus: 4}, waiting: {length: 2}");
    RegisteredSession running = ask(desk, "ada", "etl", gpus(4));
    now = now.plusSeconds(1);
    RegisteredSession large = ask(desk, "bob", "train", gpus(4));
    now = now.plusSeconds(1);
    RegisteredSession small = ask(desk, "cyd", "look", gpus(0));
    assertThat(large.state()).isInstanceOf(Waiting.class);
    assertThat(small.state()).isInstanceOf(Waiting.class);

    assertThatThrownBy(() -> ask(desk, "dan", "late", gpus(1)))
        .hasMessageContaining("2 sessions wait for it already");
    assertThat(desk.turn(small).place()).map(QuotaDesk.Place::ahead).hasValue(1);
    assertThat(desk.turn(large).place())
        .map(QuotaDesk.Place::why)
        .hasValueSatisfying(why -> assertThat(why).contains("4 of 4 GPUs").contains("ada 4"));

    end(running);
    assertThat(desk.turn(small).admitted())
        .as("who comes later does not take what the first waits for, but what it leaves")
        .isPresent();
    assertThat(desk.turn(large).admitted()).isPresent();
  }

  @Test
  void whoWaitsForTheirOwnLimitHoldsNobodyUp() {
    QuotaDesk desk = desk("quota: {gpus: 4}, user-quota: {gpus: 2}, waiting: {}");
    ask(desk, "ada", "one", gpus(2));
    RegisteredSession adas = ask(desk, "ada", "two", gpus(2));
    now = now.plusSeconds(1);
    RegisteredSession bobs = ask(desk, "bob", "one", gpus(2));

    assertThat(desk.turn(adas).admitted()).isEmpty();
    assertThat(bobs.state()).isInstanceOf(Requested.class);
  }

  @Test
  void whoHasWaitedTooLongNoLongerHoldsUpTheOthers() {
    QuotaDesk desk = desk("quota: {gpus: 4}, waiting: {timeout: 10m}");
    ask(desk, "ada", "etl", gpus(3));
    ask(desk, "bob", "gone", gpus(4));
    now = now.plus(Duration.ofMinutes(11));

    assertThat(ask(desk, "cyd", "look", gpus(1)).state()).isInstanceOf(Requested.class);
  }

  @Test
  void whoFitsDoesNotWaitBehindThoseWhoWaitForThemselves() {
    QuotaDesk desk = desk("user-quota: {sessions: 1}, waiting: {length: 2}");
    ask(desk, "ada", "one", gpus(0));
    ask(desk, "ada", "two", gpus(0));
    ask(desk, "ada", "three", gpus(0));

    assertThat(ask(desk, "bob", "one", gpus(0)).state()).isInstanceOf(Requested.class);
  }

  @Test
  void theOneThatIsReplacedDoesNotCount() {
    QuotaDesk desk = desk("user-quota: {sessions: 1}");
    RegisteredSession old = ask(desk, "ada", "one", gpus(0));
    Session next =
        new Session(
            SessionId.random(),
            old.session().owner(),
            "gpu-etl",
            "local",
            SessionTerms.OWN,
            new Requested(),
            now,
            now);

    assertThat(desk.reserve(next, "hash", gpus(0), Optional.of(old.id())).state())
        .isInstanceOf(Requested.class);
  }

  @Test
  void ofATeamThatIsGoneNothingStarts() {
    QuotaDesk desk = desk("description: another");
    Session session =
        new Session(
            SessionId.random(),
            new Principal("ada", new TeamName("gone")),
            "gpu-etl",
            "local",
            SessionTerms.OWN,
            new Requested(),
            now,
            now);
    assertThatThrownBy(() -> desk.reserve(session, "hash", gpus(0), Optional.empty()))
        .isInstanceOf(Conflict.class);
  }
}
