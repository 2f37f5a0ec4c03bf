package dev.hearth.e2e.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two teams whose users are those of a JupyterHub. */
class JupyterHubTest {
  private static final String HANNA = "token-of-hanna-0123456789abcdef0123";
  private static final String BERT = "token-of-bert-0123456789abcdef01234";
  private static final String NORA = "token-of-nora-0123456789abcdef01234";
  private static final String SERVICE = "token-of-a-service-0123456789abcdef";
  private static final String ECHO = "{\"name\":\"echo\"}";

  @TempDir static Path folder;
  private static JupyterHub hub;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    hub = new JupyterHub(folder);
    gateway =
        GatewayProcess.started(
            folder.resolve("gateway"),
            Map.of(
                "HEARTH_AUTH_MODES",
                "jupyterhub",
                "HEARTH_AUTH_JUPYTERHUB_API_URL",
                hub.api(),
                "HEARTH_AUTH_REMEMBER",
                "0s",
                "HEARTH_TEAMS_FILE",
                Path.of("src/test/resources/identity/teams.yaml").toAbsolutePath().toString()));
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  private static HttpResponse<String> as(String token, String method, String path, String body) {
    return gateway.requestAs(token, method, path, body);
  }

  private static String kernelOf(String token) {
    HttpResponse<String> started = as(token, "POST", "/api/kernels", ECHO);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    try {
      return new ObjectMapper().readTree(started.body()).path("id").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(started.body(), e);
    }
  }

  @Test
  void aUserOfTheHubRunsACellWithTheTokenOfTheirServer() {
    String kernel = kernelOf(HANNA);

    try (RawClient client = RawClient.connectAs(HANNA, gateway, kernel)) {
      String cell = client.execute("hello");
      assertThat(client.awaitDone(cell).content().path("status").asText()).isEqualTo("ok");
    }
    assertThat(as(HANNA, "GET", "/api/me", null).body()).contains("\"username\":\"hanna\"");
  }

  @Test
  void aUserOfAnotherGroupSeesNothingOfIt() {
    String kernel = kernelOf(HANNA);

    assertThat(as(BERT, "GET", "/api/kernels/" + kernel, null).statusCode()).isEqualTo(404);
    assertThat(as(BERT, "GET", "/api/kernels", null).body()).doesNotContain(kernel);
  }

  @Test
  void whoIsInNoTeamIsToldSo() {
    HttpResponse<String> answer = as(NORA, "POST", "/api/kernels", ECHO);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("You are known here as nora, but in none of the teams");
  }

  @Test
  void whatTheHubDoesNotKnowOrWhatIsNoUserIsRefused() {
    assertThat(as("token-of-nobody", "GET", "/api/me", null).statusCode()).isEqualTo(403);
    assertThat(as(SERVICE, "GET", "/api/me", null).statusCode()).isEqualTo(403);
  }

  @Test
  void withoutTheHubNobodyIsRefusedForGood() {
    assertThat(as(HANNA, "GET", "/api/me", null).statusCode()).isEqualTo(200);
    hub.stop();
    try {
      HttpResponse<String> answer = as(HANNA, "GET", "/api/me", null);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("the JupyterHub cannot be reached");
    } finally {
      hub.start();
    }
    assertThat(as(HANNA, "GET", "/api/me", null).statusCode()).isEqualTo(200);
  }
}
