package dev.hearth.e2e.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

  @Test
  void pagesOfOthersCannotUseTheSessionOfARealBrowser() throws IOException {
    HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext("/", KeycloakTest::emptyPage);
    other.start();
    // The same host: its cookies go there with what any page of the host sends.
    URI otherPage = URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/");
    try (Chromium chromium = new Chromium(folder)) {
      chromium.open(gateway.url().resolve("/lab"));
      chromium.awaitTrue("document.querySelector('#password') != null");
      chromium.run(
          "document.querySelector('#username').value = 'bert';"
              + "document.querySelector('#password').value = 'password-of-bert';"
              + "document.querySelector('#password').form.submit()");
      chromium.awaitTrue("location.pathname == '/lab'");
      assertThat(chromium.run("fetch('/api/me').then(a => a.text())")).contains("bert");
      assertThat(chromium.run(post("") + ".then(a => String(a.status))")).isEqualTo("201");
      assertThat(as("bert", "GET", "/api/kernels", null).body()).containsOnlyOnce("\"id\"");

      chromium.open(otherPage);
      chromium.awaitTrue("document.title == 'other'");
      String target = gateway.url().toString();
      chromium.run(post(target) + ".then(a => a.type)");
      assertThat(
              chromium.run(
                  "new Promise(r => { const s = new WebSocket('"
                      + target.replace("http", "ws")
                      + "/api/kernels/"
                      + idOf(as("bert", "GET", "/api/kernels", null).body())
                      + "/channels'); s.onopen = () => r('open'); s.onerror = () => r('refused') })"))
          .isEqualTo("refused");
      chromium.run("document.forms[0].action = '" + target + "/api/kernels'");
      chromium.run("document.forms[0].submit()");
      chromium.awaitTrue("document.body.innerText.includes('may not use your session')");
      assertThat(as("bert", "GET", "/api/kernels", null).body()).containsOnlyOnce("\"id\"");
    } finally {
      other.stop(0);
    }
  }

  private static String idOf(String kernels) {
    return kernels.replaceFirst("(?s).*?\"id\":\\s*\"([^\"]+)\".*", "$1");
  }

  private static String post(String gateway) {
    return "fetch('"
        + gateway
        + "/api/kernels', {method: 'POST', mode: '"
        + (gateway.isEmpty() ? "same-origin" : "no-cors")
        + "', credentials: 'include', body: '{\"name\":\"echo\"}'})";
  }

  private static void emptyPage(HttpExchange exchange) throws IOException {
    byte[] page =
        "<title>other</title><form method=post enctype=text/plain></form>"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }
}
