package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one home: one leads, the other waits and takes over. */
class StandbyTest {
  @TempDir Path temp;

  @Test
  void theStandbyGoesOnWithTheSessionsOfALeaderThatWasKilled() throws Exception {
    Path home = temp.resolve("home");
    GatewayProcess leader = GatewayProcess.started(home);
    try (GatewayProcess standby = GatewayProcess.onStandby(home, Map.of())) {
      String kernel = leader.startKernel("scala");
      String session = UUID.randomUUID().toString();
      RawClient before = RawClient.connect(leader, kernel, session, Framing.V1);
      before.awaitDone(before.execute("val answer = 42"));
      String running =
          before.execute("for (i <- 1 to 40) { println(s\"line $i\"); Thread.sleep(100) }");
      await().until(() -> before.printed(running).lines().count() >= 5);

      leader.kill();
      standby.awaitTakeover();

      assertThat(standby.url()).isNotEqualTo(leader.url());
      try (RawClient after = RawClient.connect(standby, kernel, session, Framing.V1)) {
        after.awaitDone(running);
        String next = after.execute("println(answer)");
        after.awaitDone(next);
        assertThat(before.printed(running) + after.printed(running))
            .startsWith("line 1\n")
            .endsWith("line 40\n")
            .hasLineCount(40);
        assertThat(after.printed(next)).isEqualTo("42\n");
      }
      assertThat(Files.readString(home.resolve("standby.log"))).containsOnlyOnce("On standby");
    } finally {
      leader.kill();
    }
  }

  /** Two homes, so that nothing but the registry says who leads. */
  @Test
  void onPostgresALeaderThatLosesItsLockEndsAndTheStandbyLeads() throws Exception {
    try (EmbeddedPostgres postgres = postgres()) {
      Map<String, String> registry =
          Map.of(
              "HEARTH_REGISTRY_URL", postgres.getJdbcUrl("postgres", "postgres"),
              "HEARTH_REGISTRY_USERNAME", "postgres",
              "HEARTH_REGISTRY_PASSWORD", "postgres");
      GatewayProcess leader = GatewayProcess.started(temp.resolve("one"), registry);
      try (GatewayProcess standby = GatewayProcess.onStandby(temp.resolve("other"), registry)) {
        endTheHolderOfTheLock(postgres);
        await().atMost(Duration.ofSeconds(60)).until(() -> !leader.isAlive());
        standby.awaitTakeover();
        assertThat(Files.readString(leader.home().resolve("gateway.log")))
            .contains("Another gateway may lead by now");
      } finally {
        leader.kill();
      }
    }
  }

  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (Exception e) {
      String reason = "SKIPPED: no PostgreSQL can be started here: " + e;
      System.err.println(reason);
      return Assumptions.abort(reason);
    }
  }

  private static void endTheHolderOfTheLock(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted");
    }
  }

  @Test
  void aStandbyThatIsStoppedEndsAndLeavesTheLeaderAlone() {
    Path home = temp.resolve("home");
    try (GatewayProcess leader = GatewayProcess.started(home)) {
      GatewayProcess standby = GatewayProcess.onStandby(home, Map.of());
      standby.stop();
      assertThat(standby.isAlive()).isFalse();
      assertThat(home.resolve("gateway.json")).exists();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> leader.json("GET", "/api/kernels", null).isArray());
    }
  }

  @Test
  void withoutStandbyASecondGatewayRefusesToStart() throws Exception {
    Path home = temp.resolve("home");
    try (GatewayProcess leader = GatewayProcess.started(home)) {
      GatewayProcess second = GatewayProcess.onStandby(home, Map.of("HEARTH_STANDBY", "false"));
      await().atMost(Duration.ofSeconds(60)).until(() -> !second.isAlive());
      assertThat(leader.isAlive()).isTrue();
      assertThat(Files.readString(home.resolve("standby.log")))
          .contains("Hearth cannot start", "HEARTH_STANDBY=true");
    }
  }
}
