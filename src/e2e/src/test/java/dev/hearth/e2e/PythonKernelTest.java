package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.e2e.scenario.Ipykernel;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real ipykernel, the child of a real driver. */
@ExtendWith(SharedGateway.class)
class PythonKernelTest {
  private static final GatewayProcess GATEWAY = SharedGateway.gateway();
  private static String kernel;

  @BeforeAll
  static void startKernel() {
    Ipykernel.require();
    kernel = GATEWAY.startKernel("pyspark");
  }

  @AfterAll
  static void deleteKernel() {
    if (kernel != null) {
      GATEWAY.deleteKernel(kernel);
    }
  }

  private static String printed(RawClient client, String code) {
    String cell = client.execute(code);
    client.awaitDone(cell);
    return client.printed(cell);
  }

  private static long pid(RawClient client, String expression) {
    return Long.parseLong(printed(client, "import os\nprint(" + expression + ")").strip());
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  @Test
  void itsShellCommandsAndMagicsWork() {
    try (RawClient client = RawClient.connect(GATEWAY, kernel)) {
      assertThat(printed(client, "!echo from the shell")).contains("from the shell");
      assertThat(printed(client, "%%bash\necho in bash")).isEqualTo("in bash\n");
    }
  }

  @Test
  void anInterruptKeepsWhatWasDefined() {
    try (RawClient client = RawClient.connect(GATEWAY, kernel)) {
      printed(client, "kept = 42");
      String running = client.execute("import time\nprint('begun', flush=True)\ntime.sleep(600)");
      await().until(() -> client.printed(running).contains("begun"));
      GATEWAY.request("POST", "/api/kernels/" + kernel + "/interrupt", "{}");

      assertThat(client.awaitDone(running).content().path("ename").asText())
          .isEqualTo("KeyboardInterrupt");
      assertThat(printed(client, "print(kept)")).isEqualTo("42\n");
    }
  }

  @Test
  void aRestartGivesAFreshInterpreterAndEndsTheOldOne() {
    try (RawClient client = RawClient.connect(GATEWAY, kernel)) {
      long before = pid(client, "os.getpid()");
      GATEWAY.request("POST", "/api/kernels/" + kernel + "/restart", "{}");

      assertThat(pid(client, "os.getpid()")).isNotEqualTo(before);
      await().atMost(Duration.ofSeconds(30)).until(() -> isGone(before));
    }
  }

  @Test
  void aPythonThatEndsItselfIsReplaced() {
    try (RawClient client = RawClient.connect(GATEWAY, kernel)) {
      String cell = client.execute("import os\nos._exit(3)");

      assertThat(client.awaitDone(cell).content().path("status").asText()).isEqualTo("error");
      assertThat(printed(client, "print(6 * 7)")).contains("A new one runs now").endsWith("42\n");
    }
  }

  @Test
  void aDriverThatIsKilledLeavesNoPythonBehind() {
    String doomed = GATEWAY.startKernel("pyspark");
    try (RawClient client = RawClient.connect(GATEWAY, doomed)) {
      long python = pid(client, "os.getpid()");
      ProcessHandle.of(pid(client, "os.getppid()")).orElseThrow().destroyForcibly();

      await().atMost(Duration.ofSeconds(30)).until(() -> isGone(python));
    } finally {
      GATEWAY.deleteKernel(doomed);
    }
  }
}
