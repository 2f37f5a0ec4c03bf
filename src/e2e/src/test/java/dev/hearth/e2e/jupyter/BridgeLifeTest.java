package dev.hearth.e2e.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.Program;
import dev.hearth.e2e.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, restarts and all kinds of ends of kernels that a Jupyter client has started. */
class BridgeLifeTest {
  private static final int LINES = 60;
  private static final String EXPECTED =
      IntStream.rangeClosed(1, LINES)
          .mapToObj(i -> "line " + i + "\n")
          .collect(Collectors.joining());

  @TempDir static Path home;
  private static GatewayProcess gateway;
  private static Kernelspecs specs;

  @BeforeAll
  static void startGateway() {
    Python.having("python3-jupyter-client", "jupyter_client");
    gateway = GatewayProcess.started(home);
    specs = Kernelspecs.of(gateway);
  }

  @AfterAll
  static void stopGateway() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static void awaitNoKernel() {
    await("the gateway to have no kernel")
        .atMost(Duration.ofSeconds(90))
        .until(() -> kernels().isEmpty());
  }

  private static JsonNode kernels() {
    return gateway.json("GET", "/api/kernels", null);
  }

  @Test
  void aRestartKeepsTheSparkSessionAndForgetsDefinitions() {
    try (BlockingClient client = new BlockingClient(specs, "scala")) {
      client.run("val x = 1; spark.range(5).createOrReplaceTempView(\"kept\")");
      String application =
          BlockingClient.printed(client.run("println(spark.sparkContext.applicationId)"));
      client.call("restart");

      JsonNode after = client.run("println(spark.sparkContext.applicationId)");
      assertThat(BlockingClient.printed(after)).isEqualTo(application);
      assertThat(after.at("/reply/execution_count").asInt()).isEqualTo(1);
      assertThat(client.run("x").at("/reply/status").asText()).isEqualTo("error");
      assertThat(kernels()).hasSize(1);
    }
    awaitNoKernel();
  }

  @Test
  void aShutdownEndsTheKernelAndItsSession() {
    BlockingClient client = new BlockingClient(specs, "echo");
    ProcessHandle bridge = ProcessHandle.of(client.pid()).orElseThrow();
    client.call("shutdown");

    await().until(() -> !bridge.isAlive());
    awaitNoKernel();
  }

  @Test
  void aCellSurvivesTheGatewaysDeath() {
    try (BlockingClient client = new BlockingClient(specs, "scala")) {
      client.run("1");
      client.call("forget");
      String cell =
          client.execute(
              "for (i <- 1 to " + LINES + ") { println(s\"line $i\"); Thread.sleep(50) }");
      client.call("seen", Map.of("type", "stream"));
      gateway.kill();
      gateway.start();

      JsonNode done = client.done(cell);
      assertThat(BlockingClient.printed(done)).isEqualTo(EXPECTED);
      assertThat(done.at("/reply/status").asText()).isEqualTo("ok");
    }
    awaitNoKernel();
  }

  @Test
  void requestsSentWhileTheGatewayIsAwayAreRunWhenItIsBack() {
    try (BlockingClient client = new BlockingClient(specs, "scala")) {
      client.run("var runs = 0");
      client.call("forget");
      gateway.kill();
      String cell = client.execute("runs += 1; println(runs)");
      gateway.start();

      assertThat(BlockingClient.printed(client.done(cell))).isEqualTo("1\n");
    }
    awaitNoKernel();
  }

  @Test
  void aKilledBridgeLeavesNoKernelBehind() {
    BlockingClient client = new BlockingClient(specs, "echo", Map.of("HEARTH_LEASE", "5"));
    long bridge = client.pid();
    ProcessHandle.of(bridge).ifPresent(ProcessHandle::destroyForcibly);

    awaitNoKernel();
    client.kill();
  }

  @Test
  void aBridgeDiesWithItsClient() {
    BlockingClient client = new BlockingClient(specs, "echo", Map.of("HEARTH_LEASE", "86400"));
    ProcessHandle bridge = ProcessHandle.of(client.pid()).orElseThrow();
    client.kill();

    await().atMost(Duration.ofSeconds(30)).until(() -> !bridge.isAlive());
    awaitNoKernel();
  }

  @Test
  void aBridgeThatIsToldToTerminateEndsItsKernel() {
    try (BlockingClient client =
        new BlockingClient(specs, "echo", Map.of("HEARTH_LEASE", "86400"))) {
      client.call("signal", Map.of("name", "SIGTERM"));

      awaitNoKernel();
    }
  }

  @Test
  void aRestartAfterACrashHasAFreshKernel() {
    try (BlockingClient client = new BlockingClient(specs, "echo")) {
      client.run("hello");
      client.call("restart", Map.of("now", true));

      assertThat(client.run("hello").at("/reply/execution_count").asInt()).isEqualTo(1);
      assertThat(kernels()).hasSize(1);
    }
    awaitNoKernel();
  }

  @Test
  void aKernelThatSomebodyDeletedFailsItsCellAndEndsTheBridge() {
    try (BlockingClient client = new BlockingClient(specs, "echo")) {
      client.call("forget");
      String cell = client.execute("print 1000 every 100");
      client.call("seen", Map.of("type", "stream"));
      gateway.deleteKernel(kernels().get(0).path("id").asText());

      assertThat(client.done(cell).at("/reply/status").asText()).isEqualTo("error");
      await().until(() -> !client.call("alive").path("alive").asBoolean());
    }
  }

  @Test
  void withoutAGatewayACellSaysWhatToDo(@TempDir Path elsewhere) {
    try (BlockingClient client = new BlockingClient(Kernelspecs.install(elsewhere), "sql")) {
      JsonNode done = client.run("select 1");

      assertThat(done.at("/reply/status").asText()).isEqualTo("error");
      assertThat(done.at("/reply/evalue").asText()).contains("no Hearth gateway runs", "hearth up");
      assertThat(BlockingClient.types(done)).isEqualTo("status error status");
    }
  }

  @Test
  void aGatewayThatComesLaterIsUsedByTheNextCell(@TempDir Path later) {
    GatewayProcess late = GatewayProcess.started(later);
    late.stop();
    try (BlockingClient client = new BlockingClient(Kernelspecs.of(late), "echo")) {
      assertThat(client.run("hello").at("/reply/status").asText()).isEqualTo("error");
      late.start();

      assertThat(client.run("hello").at("/reply/status").asText()).isEqualTo("ok");
    } finally {
      late.close();
    }
  }

  @Test
  void aTokenComesFromAFileThatOnlyItsOwnerCanRead() throws IOException {
    Path token = Files.writeString(home.resolve("token"), GatewayProcess.TOKEN + "\n");
    Map<String, String> environment =
        Map.of("HEARTH_URL", gateway.url().toString(), "HEARTH_TOKEN_FILE", token.toString());
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    try (BlockingClient client = new BlockingClient(specs, "echo", environment)) {
      assertThat(client.run("hello").at("/reply/evalue").asText())
          .contains("other users can read", "chmod 600")
          .doesNotContain(GatewayProcess.TOKEN);
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));

      assertThat(client.run("hello").at("/reply/status").asText()).isEqualTo("ok");
    }
    awaitNoKernel();
  }

  @Test
  void whatIsNotHearthsIsNotOverwritten(@TempDir Path prefix) throws IOException {
    Path theirs = Files.createDirectories(prefix.resolve("share/jupyter/kernels/sql"));
    Files.writeString(theirs.resolve("kernel.json"), "{\"argv\": [\"theirs\"]}");
    Map<String, String> environment = Map.of("HEARTH_NO_BUILD", "1");

    try (Program install =
        Program.start(
            prefix,
            environment,
            Program.hearth(),
            "kernelspec",
            "install",
            "--prefix",
            prefix.toString())) {
      assertThat(install.exitCode()).isEqualTo(2);
      assertThat(install.printed()).contains("that is not Hearth's", "--name");
    }
    assertThat(theirs.resolve("kernel.json")).content().contains("theirs");
  }

  @Test
  void installedKernelsAreListedAndRemoved() {
    Kernelspecs others = Kernelspecs.install(home);
    Map<String, String> environment =
        Map.of("HEARTH_NO_BUILD", "1", "JUPYTER_PATH", others.data().toString());
    Path folder = others.prefix();
    try (Program list =
        Program.start(folder, environment, Program.hearth(), "kernelspec", "list")) {
      list.expectSuccess();
      assertThat(list.printed()).contains("scala", "sql", "pyspark", home.toString());
    }
    try (Program remove =
        Program.start(folder, environment, Program.hearth(), "kernelspec", "remove", "scala")) {
      remove.expectSuccess();
    }
    assertThat(others.data().resolve("kernels/scala")).doesNotExist();
    assertThat(others.data().resolve("kernels/sql")).exists();
  }
}
