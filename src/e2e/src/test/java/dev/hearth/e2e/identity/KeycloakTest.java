package dev.hearth.e2e.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two teams whose users are Keycloak's. */
class KeycloakTest {
  private static final String ECHO = "{\"name\":\"echo\"}";
  private static final String TEAMS =
      Path.of("src/test/resources/identity/teams.yaml").toAbsolutePath().toString();

  @TempDir static Path folder;
  private static Keycloak keycloak;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    keycloak = new Keycloak(folder);
    gateway = gatewayOf("hearth");
  }

  private static GatewayProcess gatewayOf(String client) {
    return GatewayProcess.started(
        folder.resolve(client),
        Map.of(
            "HEARTH_AUTH_MODES",
            "oidc",
            "HEARTH_OIDC_URL",
            keycloak.issuer(),
            "HEARTH_AUTH_OIDC_CLIENT_ID",
            client,
            "HEARTH_AUTH_OIDC_CLIENT_SECRET",
            Keycloak.SECRET,
            "HEARTH_TEAMS_FILE",
            TEAMS));
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static HttpResponse<String> as(String user, String method, String path, String body) {
    return gateway.requestAs(keycloak.token("hearth", user), method, path, body);
  }

  private static String kernelOf(String user) {
    HttpResponse<String> started = as(user, "POST", "/api/kernels", ECHO);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    try {
      return new ObjectMapper().readTree(started.body()).path("id").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(started.body(), e);
    }
  }

  @Test
  void anAnalystRunsACellWithAnAccessToken() {
    String kernel = kernelOf("anna");

    try (RawClient client =
        RawClient.connectAs(keycloak.token("hearth", "anna"), gateway, kernel)) {
      String cell = client.execute("hello");
      assertThat(client.awaitDone(cell).content().path("status").asText()).isEqualTo("ok");
    }
  }

  @Test
  void aUserOfAnotherTeamSeesNothingOfIt() {
    String kernel = kernelOf("anna");

    assertThat(as("bert", "GET", "/api/kernels/" + kernel, null).statusCode()).isEqualTo(404);
    assertThat(as("bert", "DELETE", "/api/kernels/" + kernel, null).statusCode()).isEqualTo(404);
    assertThat(as("bert", "GET", "/api/kernels", null).body()).doesNotContain(kernel);
    assertThat(as("anna", "GET", "/api/kernels", null).body()).contains(kernel);
  }

  @Test
  void whoIsInNoTeamIsToldSo() {
    HttpResponse<String> answer = as("nora", "POST", "/api/kernels", ECHO);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("You are known here as nora, but in none of the teams");
  }

  @Test
  void aTokenForAnotherApplicationIsRefused() {
    String token = keycloak.token("something-else", "anna");

    assertThat(gateway.requestAs(token, "GET", "/api/kernels", null).statusCode()).isEqualTo(403);
  }

  @Test
  void anAccessTokenIsGoodUntilItExpires() {
    try (GatewayProcess other = gatewayOf("hearth-short")) {
      String token = keycloak.token("hearth-short", "anna");

      assertThat(other.requestAs(token, "GET", "/api/me", null).body()).contains("anna");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> other.requestAs(token, "GET", "/api/me", null).statusCode() == 403);
      assertThat(other.requestAs(token, "GET", "/api/me", null).body()).contains("has expired");

      Browser browser = new Browser();
      signIn(browser, other.url().resolve("/lab"), "anna");
      HttpResponse<String> later = browser.fetch(other.url().resolve("/api/me"));
      assertThat(later.statusCode()).isEqualTo(200);
      assertThat(later.headers().allValues("Set-Cookie"))
          .as("a session whose end is near is renewed")
          .anyMatch(cookie -> cookie.startsWith("q_session_hearth="));
    }
  }

  private static HttpResponse<String> signIn(Browser browser, URI page, String user) {
    HttpResponse<String> form = browser.open(page);
    assertThat(form.uri().toString()).startsWith(keycloak.issuer());
    return browser.submit(
        form, Map.of("username", user, "password", "password-of-" + user, "credentialId", ""));
  }

  @Test
  void aBrowserSignsInAndOut() {
    Browser browser = new Browser();
    URI lab = gateway.url().resolve("/lab");
    URI me = gateway.url().resolve("/api/me");
    assertThat(browser.fetch(me).statusCode()).isEqualTo(403);

    assertThat(signIn(browser, lab, "anna").uri()).isEqualTo(lab);
    assertThat(browser.fetch(me).body()).contains("\"username\":\"anna\"");
    assertThat(browser.open(lab).uri()).isEqualTo(lab);

    URI out = gateway.url().resolve("/api/hearth/logout");
    assertThat(browser.open(out).statusCode()).as("nobody vouches for the wish").isEqualTo(403);
    HttpResponse<String> gone = browser.openFrom("same-origin", out);
    assertThat(gone.uri().toString()).startsWith(keycloak.issuer());
    assertThat(browser.fetch(me).statusCode()).isEqualTo(403);
    assertThat(browser.open(lab).uri().toString()).startsWith(keycloak.issuer());
  }
}
