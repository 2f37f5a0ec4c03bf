package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A driver that dies takes nothing with it but its interpreter's memory. */
@ExtendWith(SharedGateway.class)
class DriverDeathTest {
  private final GatewayProcess gateway = SharedGateway.gateway();

  @Test
  void aDriverThatIsKilledInMidCellEndsInAClearMessageAndADeadKernelThatCanBeRestarted() {
    String kernel = gateway.startKernel("scala");
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      String pidCell = client.execute("println(ProcessHandle.current().pid())");
      client.awaitDone(pidCell);
      String running = client.execute("println(\"before\"); Thread.sleep(600000)");
      String waiting = client.execute("println(\"never\")");
      await().until(() -> client.printed(running).contains("before"));

      ProcessHandle.of(Long.parseLong(client.printed(pidCell).strip()))
          .orElseThrow()
          .destroyForcibly();

      Received reply = client.awaitDone(running);
      assertThat(reply.content().path("status").asText()).isEqualTo("error");
      assertThat(reply.content().path("evalue").asText()).containsIgnoringCase("driver");
      assertThat(client.awaitDone(waiting).content().path("status").asText()).isEqualTo("error");
      assertThat(client.of(waiting)).noneMatch(message -> message.type().equals("stream"));
      // It follows the replies.
      await().until(() -> client.messages().stream().anyMatch(m -> m.isStatus("dead")));
      assertThat(gateway.kernelState(kernel)).isEqualTo("dead");
      assertThat(gateway.json("GET", "/api/kernels/" + kernel, null).path("reason").asText())
          .containsIgnoringCase("driver");

      assertThat(gateway.request("POST", "/api/kernels/" + kernel + "/restart", "{}").statusCode())
          .isEqualTo(200);
      String revived = client.execute("println(40 + 2)");
      client.awaitDone(revived, Duration.ofSeconds(180));
      assertThat(client.printed(revived)).isEqualTo("42\n");
    } finally {
      gateway.deleteKernel(kernel);
    }
  }

  @Test
  void aDeletedKernelsDriverIsGone() {
    String kernel = gateway.startKernel("scala");
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      String pidCell = client.execute("println(ProcessHandle.current().pid())");
      client.awaitDone(pidCell);
      long pid = Long.parseLong(client.printed(pidCell).strip());
      gateway.deleteKernel(kernel);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
      assertThat(gateway.request("GET", "/api/kernels/" + kernel, null).statusCode())
          .isEqualTo(404);
    }
  }
}
