package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two notebooks of one session do to each other, on a gateway of their own. */
class SessionLifeTest {
  /** Takes a minute, in many small tasks. */
  private static final String LONG_JOB =
      "val n = sc.defaultParallelism * 300;"
          + " sc.parallelize(1 to n, n).map { i => Thread.sleep(200); i }.count()";

  @TempDir static Path home;

  private static GatewayProcess gateway;

  @BeforeAll
  static void startGateway() {
    gateway = GatewayProcess.started(home);
  }

  @AfterAll
  static void stopGateway() {
    gateway.close();
  }

  /** Two kernels, by the name of the session that both ask for. */
  private record Pair(String first, String second) implements AutoCloseable {
    static Pair in(String session) {
      return new Pair(kernel(session), kernel(session));
    }

    private static String kernel(String session) {
      String body = "{\"name\": \"scala\", \"env\": {\"HEARTH_SESSION\": \"" + session + "\"}}";
      return gateway.json("POST", "/api/kernels", body).path("id").asText();
    }

    @Override
    public void close() {
      gateway.deleteKernel(first);
      gateway.deleteKernel(second);
    }
  }

  private static String printed(RawClient client, String code) {
    String cell = client.execute(code);
    client.awaitDone(cell);
    return client.printed(cell);
  }

  @Test
  void aShortJobOfOneNotebookDoesNotWaitForTheLongOneOfAnother() {
    try (Pair kernels = Pair.in("fair");
        RawClient busy = RawClient.connect(gateway, kernels.first());
        RawClient other = RawClient.connect(gateway, kernels.second())) {
      assertThat(printed(busy, "println(1)")).isEqualTo("1\n");
      assertThat(printed(other, "println(1)")).isEqualTo("1\n");
      String running = busy.execute("println(\"begun\"); " + LONG_JOB);
      await().until(() -> busy.printed(running).contains("begun"));

      assertThat(printed(other, "println(sc.parallelize(1 to 4, 4).sum)")).isEqualTo("10.0\n");
      assertThat(busy.of(running)).noneMatch(message -> message.channel().equals("shell"));

      gateway.request("POST", "/api/kernels/" + kernels.first() + "/interrupt", "{}");
      busy.awaitDone(running);
    }
  }

  @Test
  void bothNotebooksGoOnAfterTheGatewayWasKilled() {
    try (Pair kernels = Pair.in("kept")) {
      String running;
      try (RawClient one = RawClient.connect(gateway, kernels.first());
          RawClient two = RawClient.connect(gateway, kernels.second())) {
        printed(one, "val mine = 1; spark.range(3).createOrReplaceTempView(\"three\")");
        printed(two, "val mine = 2");
        running = one.execute("println(\"begun\"); Thread.sleep(15000); println(\"done\")");
        await().until(() -> one.printed(running).contains("begun"));
        gateway.kill();
      }
      gateway.start();
      try (RawClient one = RawClient.connect(gateway, kernels.first());
          RawClient two = RawClient.connect(gateway, kernels.second())) {
        assertThat(printed(two, "println(mine + spark.table(\"three\").count)")).isEqualTo("5\n");
        one.awaitDone(running);
        assertThat(one.printed(running)).isEqualTo("begun\ndone\n");
        assertThat(printed(one, "println(mine)")).isEqualTo("1\n");
      }
    }
  }

  @Test
  void aCellThatStopsSparkEndsTheSessionForBothAndSaysSo() {
    try (Pair kernels = Pair.in("stopped");
        RawClient one = RawClient.connect(gateway, kernels.first());
        RawClient two = RawClient.connect(gateway, kernels.second())) {
      printed(two, "val mine = 2");
      one.execute("spark.stop()");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> gateway.kernelState(kernels.second()).equals("dead"));

      assertThat(
              gateway.json("GET", "/api/kernels/" + kernels.second(), null).path("reason").asText())
          .contains("A cell has stopped Spark");
      gateway.request("POST", "/api/kernels/" + kernels.second() + "/restart", "{}");
      assertThat(printed(two, "println(spark.range(4).count())")).isEqualTo("4\n");
    }
  }
}
