package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the token is worth that stands in the environment of a running driver. */
class LinkTokenTest {
  @TempDir static Path home;

  private static GatewayProcess gateway;
  private static String kernel;

  @BeforeAll
  static void startKernel() {
    gateway = GatewayProcess.started(home, Map.of("AWS_SECRET_ACCESS_KEY", "of-the-only-user"));
    kernel = gateway.startKernel("scala");
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      assertThat(printed(client, "println(1)")).isEqualTo("1\n");
    }
  }

  @AfterAll
  static void stopGateway() {
    gateway.close();
  }

  private static String printed(RawClient client, String code) {
    String cell = client.execute(code);
    client.awaitDone(cell);
    return client.printed(cell);
  }

  private static DriverProcess driver() {
    return DriverProcess.of(gateway).get(0);
  }

  private static String token() {
    return driver().environment().get("HEARTH_LINK_TOKEN");
  }

  @Test
  void itDialsNoMoreOnceTheDriverIsConnected() {
    await().atMost(Duration.ofSeconds(30)).until(() -> driver().dial(gateway, token()) == 404);
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      assertThat(printed(client, "println(2)")).isEqualTo("2\n");
    }
  }

  @Test
  void itOpensNothingElse() {
    assertThat(gateway.statusWith(token(), "/api/kernels")).isEqualTo(403);
    assertThat(gateway.statusWith(token(), "/api/hearth/sessions")).isEqualTo(403);
    assertThat(gateway.statusWith(token(), "/q/openapi")).isEqualTo(403);
    String channels = "/api/kernels/" + kernel + "/channels?session_id=" + UUID.randomUUID();
    assertThat(DriverProcess.handshake(gateway, channels, token())).isEqualTo(403);
    // Nor does the token of users open a link.
    assertThat(driver().dial(gateway, GatewayProcess.TOKEN)).isEqualTo(404);
  }

  @Test
  void theDriverComesBackHoweverOftenItsGatewayGoes() {
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      printed(client, "val kept = 42");
    }
    for (int i = 0; i < 3; i++) {
      gateway.kill();
      gateway.start();
      assertRunsOn();
      gateway.stop();
      gateway.start();
      assertRunsOn();
      gateway.kill(); // perhaps before the driver is back, or while it is given a token
      gateway.start();
      gateway.kill();
      gateway.start();
    }
    assertRunsOn();
    await().atMost(Duration.ofSeconds(30)).until(() -> driver().dial(gateway, token()) == 404);
  }

  private static void assertRunsOn() {
    try (RawClient client = RawClient.connect(gateway, kernel)) {
      assertThat(printed(client, "println(kept)")).isEqualTo("42\n");
    }
  }

  @Test
  void theOnlyUsersSessionHasTheUsersCredentialsAndNoTokenOfTheGateway() {
    assertThat(driver().environment())
        .containsEntry("AWS_SECRET_ACCESS_KEY", "of-the-only-user")
        .doesNotContainKey("HEARTH_TOKEN")
        .doesNotContainValue(GatewayProcess.TOKEN);
    assertThat(driver().commandLine()).doesNotContain(token());
  }

  @Test
  void noTokenIsInTheLogs() {
    String secret = token();
    assertThat(home.resolve("gateway.log"))
        .content()
        .doesNotContain(secret)
        .doesNotContain(GatewayProcess.TOKEN);
    assertThat(driver().folder().resolve("driver.log")).content().doesNotContain(secret);
  }
}
