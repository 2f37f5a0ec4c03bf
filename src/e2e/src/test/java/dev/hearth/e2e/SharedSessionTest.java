package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two notebooks in one session of a real driver. */
@ExtendWith(SharedGateway.class)
class SharedSessionTest {
  private final GatewayProcess gateway = SharedGateway.gateway();

  @Test
  void aSecondKernelJoinsTheSessionSharesItsViewsAndLeavesTheFirstAlone() {
    String first = SharedGateway.kernel();
    String session = sessionOf(first);
    String second =
        gateway
            .json("POST", "/api/hearth/sessions/" + session + "/kernels", "{\"name\":\"scala\"}")
            .path("id")
            .asText();
    try (RawClient one = RawClient.connect(gateway, first);
        RawClient two = RawClient.connect(gateway, second)) {
      String define = one.execute("val mine = 7; spark.range(5).createOrReplaceTempView(\"five\")");
      one.awaitDone(define);
      String count = two.execute("println(spark.table(\"five\").count())");
      two.awaitDone(count);
      assertThat(two.printed(count)).isEqualTo("5\n");
      assertThat(status(two, "mine")).isEqualTo("error");

      String listed = two.execute("%sessions");
      two.awaitDone(listed);
      assertThat(two.printed(listed)).contains(session).contains("ready");

      gateway.deleteKernel(second);
      String still = one.execute("println(mine)");
      one.awaitDone(still);
      assertThat(one.printed(still)).isEqualTo("7\n");
    }
  }

  @Test
  void anAttachedKernelGoesToTheOtherSessionWithTheCellsThatWait() {
    String kernel = gateway.startKernel("scala");
    String target = sessionOf(SharedGateway.kernel());
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      client.awaitDone(client.execute("val lost = 1"));
      String attach = client.execute("%attach " + target);
      String waiting = client.execute("println(40 + 2)");
      assertThat(client.awaitDone(attach).content().path("status").asText()).isEqualTo("ok");
      assertThat(client.printed(attach)).contains(target);
      client.awaitDone(waiting);
      assertThat(client.printed(waiting)).isEqualTo("42\n");
      assertThat(sessionOf(kernel)).isEqualTo(target);
      assertThat(status(client, "lost")).isEqualTo("error");
    } finally {
      gateway.deleteKernel(kernel);
    }
  }

  private static String status(RawClient client, String code) {
    return client.awaitDone(client.execute(code)).content().path("status").asText();
  }

  private String sessionOf(String kernel) {
    for (JsonNode session : gateway.json("GET", "/api/hearth/sessions", null)) {
      for (JsonNode id : session.path("kernel_ids")) {
        if (id.asText().equals(kernel)) {
          return session.path("id").asText();
        }
      }
    }
    throw new AssertionError("kernel " + kernel + " is in no session");
  }
}
