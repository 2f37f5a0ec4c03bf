package dev.hearth.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.Unavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** On a real PostgreSQL. */
class AdvisoryLockTest {
  private static final Runnable NOBODY_EXPECTS_IT =
      () -> {
        throw new AssertionError("the lock was lost");
      };

  @Test
  void aSecondGatewayIsTurnedAway() {
    String url = Databases.postgresUrl();
    try (AdvisoryLock first = take(url, false)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> take(url, false))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("already uses the registry")
          .hasMessageContaining("HEARTH_STANDBY");
    }
  }

  @Test
  void gatewaysOfOtherDatabasesDoNotMind() {
    try (AdvisoryLock one = take(Databases.postgresUrl(), false);
        AdvisoryLock other = take(Databases.postgresUrl(), false)) {
      assertThat(one).isNotSameAs(other);
    }
  }

  @Test
  void aStandbyGetsItWhenTheLeaderIsGone() throws SQLException {
    String url = Databases.postgresUrl();
    CompletableFuture<AdvisoryLock> standby;
    try (AdvisoryLock leader = take(url, false)) {
      assertThat(leader).isNotNull();
      standby = CompletableFuture.supplyAsync(() -> take(url, true));
      await().until(() -> connections(url) == 2);
      assertThat(standby).isNotDone();
    }
    standby.join().close();
  }

  @Test
  void itTellsWhenItsConnectionBroke() throws SQLException {
    String url = Databases.postgresUrl();
    AtomicBoolean lost = new AtomicBoolean();
    try (AdvisoryLock lock =
        AdvisoryLock.take(url, "postgres", "postgres", false, () -> lost.set(true))) {
      assertThat(lock).isNotNull();
      ask(
          url,
          "select count(pg_terminate_backend(pid)) from pg_stat_activity"
              + " where application_name = 'hearth-lock' and datname = current_database()");
      try (AdvisoryLock next = take(url, true)) {
        assertThat(next).isNotNull();
        await().untilTrue(lost);
      }
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
    assertThatThrownBy(() -> take("jdbc:postgresql://127.0.0.1:1/hearth?password=secret", false))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("127.0.0.1:1/hearth")
        .hasMessageContaining("hearth.registry.url")
        .hasMessageNotContaining("secret");
  }

  private static AdvisoryLock take(String url, boolean standby) {
    return AdvisoryLock.take(url, "postgres", "postgres", standby, NOBODY_EXPECTS_IT);
  }

  private static long connections(String url) throws SQLException {
    return ask(
        url,
        "select count(*) from pg_stat_activity where application_name = 'hearth-lock'"
            + " and datname = current_database() and query like '%pg_try_advisory_lock%'");
  }

  private static long ask(String url, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
