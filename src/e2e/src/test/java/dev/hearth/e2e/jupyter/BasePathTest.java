package dev.hearth.e2e.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.e2e.GatewayProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that a proxy shows below a path. */
class BasePathTest {
  @TempDir static Path home;
  private static GatewayProcess gateway;

  @BeforeAll
  static void startGateway() {
    gateway = GatewayProcess.startedBelow(home, "/team-a/hearth");
  }

  @AfterAll
  static void stopGateway() {
    gateway.close();
  }

  @Test
  void everythingIsBelowThePath() {
    HttpResponse<String> started =
        gateway.request("POST", "/team-a/hearth/api/kernels", "{\"name\":\"echo\"}");

    assertThat(started.statusCode()).isEqualTo(201);
    assertThat(started.headers().firstValue("Location").orElseThrow())
        .contains("/team-a/hearth/api/kernels/");
    JsonNode specs = gateway.json("GET", "/team-a/hearth/api/kernelspecs?1795", null);
    String logo = specs.at("/kernelspecs/echo/resources/logo-svg").asText();
    assertThat(logo).startsWith("/team-a/hearth/kernelspecs/");
    assertThat(gateway.request("GET", logo, null).body()).startsWith("<svg");
  }

  @Test
  void withoutATokenNothingIsShown() {
    assertThat(gateway.anonymously("/team-a/hearth/api/kernels").statusCode()).isEqualTo(403);
    assertThat(gateway.anonymously("/team-a/hearth/../hearth/api/kernels").statusCode())
        .isIn(400, 403, 404);
    assertThat(gateway.anonymously("/team-a/hearth/team-a/hearth/api/kernels").statusCode())
        .isIn(403, 404);
  }

  @Test
  void socketsAreToo() {
    try (BlockingClient client = new BlockingClient(Kernelspecs.of(gateway), "echo")) {
      assertThat(client.run("hello").at("/reply/status").asText()).isEqualTo("ok");
    }
  }
}
