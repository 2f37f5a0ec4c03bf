package dev.hearth.e2e.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.Program;
import dev.hearth.e2e.Python;
import dev.hearth.e2e.RawClient;
import dev.hearth.e2e.Received;
import dev.hearth.e2e.SharedGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Jupyter server with {@code --gateway-url}, which is what {@code jupyter lab --gateway-url} is:
 * a browser talks to it over REST and WebSocket, and it to the gateway.
 */
@ExtendWith(SharedGateway.class)
class JupyterServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static Program server;
  private static URI url;

  private final GatewayProcess gateway = SharedGateway.gateway();

  @BeforeAll
  static void startServer() throws IOException {
    String python = Python.having("jupyter-server", "jupyter_server");
    int port = freePort();
    url = URI.create("http://127.0.0.1:" + port);
    Map<String, String> environment = new HashMap<>();
    environment.put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
    environment.put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
    environment.put("JUPYTER_GATEWAY_AUTH_TOKEN", GatewayProcess.TOKEN);
    // With a user, the server asks for single kernelspecs in a way of its own.
    environment.put("KERNEL_USERNAME", "ada");
    Path root = Files.createDirectory(folder.resolve("notebooks"));
    server =
        Program.start(
            folder,
            environment,
            python,
            "-m",
            "jupyter_server",
            "--gateway-url=" + SharedGateway.gateway().url().toString().replaceFirst("/$", ""),
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port=" + port,
            "--ServerApp.token=" + GatewayProcess.TOKEN,
            "--ServerApp.open_browser=False",
            "--ServerApp.root_dir=" + root,
            "--allow-root");
    await("the Jupyter server").atMost(Duration.ofSeconds(60)).until(JupyterServerTest::answers);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers() {
    try {
      return request("GET", "/api/kernelspecs", null).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false; // not yet listening
    }
  }

  private static HttpResponse<String> request(String method, String path, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(url.resolve(path))
              .header("Authorization", "token " + GatewayProcess.TOKEN)
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String method, String path, String body) {
    HttpResponse<String> response = request(method, path, body);
    assertThat(response.statusCode())
        .as("%s %s: %s; the server printed %s", method, path, response.body(), server.printed())
        .isLessThan(300);
    try {
      return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A notebook is opened, as JupyterLab does it. */
  private static String openNotebook(String name, String kernel) {
    String body =
        "{\"path\": \"%s\", \"name\": \"%s\", \"type\": \"notebook\", \"kernel\": {\"name\": \"%s\"}}";
    return json("POST", "/api/sessions", body.formatted(name, name, kernel))
        .at("/kernel/id")
        .asText();
  }

  /**
   * Waits for the kernel's state, which comes when the server has reached the gateway: old servers
   * lose what a browser sends before that, which is why browsers ask who the kernel is first.
   */
  private static RawClient connect(String kernel) {
    RawClient client = RawClient.connect(url, kernel, UUID.randomUUID().toString());
    await("the server to be connected").until(() -> !client.messages().isEmpty());
    return client;
  }

  private static void delete(String kernel) {
    json("DELETE", "/api/kernels/" + kernel, null);
  }

  @Test
  void kernelspecsAreListedWithTheirLogos() {
    JsonNode specs = json("GET", "/api/kernelspecs", null);

    assertThat(specs.path("default").asText()).isEqualTo("scala");
    assertThat(specs.path("kernelspecs").fieldNames())
        .toIterable()
        .contains("scala", "sql", "pyspark");
    String logo = specs.at("/kernelspecs/scala/resources/logo-svg").asText();
    HttpResponse<String> svg = request("GET", logo, null);
    assertThat(svg.statusCode()).as(logo).isEqualTo(200);
    assertThat(svg.body()).startsWith("<svg");
  }

  @Test
  void oneKernelspecIsFoundAlthoughTheUserIsPutBeforeItsName() {
    assertThat(json("GET", "/api/kernelspecs/sql", null).at("/spec/language").asText())
        .isEqualTo("sql");
  }

  @Test
  void aNotebooksCellsRunAndStream() {
    String kernel = openNotebook("a.ipynb", "scala");
    try (RawClient client = connect(kernel)) {
      String cell = client.execute("for (i <- 1 to 3) println(s\"line $i\")");
      client.awaitDone(cell);

      assertThat(client.printed(cell)).isEqualTo("line 1\nline 2\nline 3\n");
    }
    delete(kernel);
  }

  @Test
  void aSlowStartIsSeenInTheNotebook() {
    String kernel = openNotebook("slow.ipynb", "scala");
    try (RawClient client = connect(kernel)) {
      client.awaitDone(client.execute("1"));

      assertThat(client.messages())
          .filteredOn(message -> message.type().equals("display_data"))
          .anyMatch(message -> message.content().toString().contains("Starting"));
    }
    delete(kernel);
  }

  @Test
  void aCellIsInterruptedAndTheKernelRestarted() {
    String kernel = openNotebook("b.ipynb", "scala");
    try (RawClient client = connect(kernel)) {
      client.awaitDone(client.execute("val x = 1"));
      String endless = client.execute("println(\"going\"); while (true) Thread.sleep(10)");
      await().until(() -> client.printed(endless).contains("going"));
      json("POST", "/api/kernels/" + kernel + "/interrupt", "{}");
      assertThat(client.awaitDone(endless).content().path("status").asText()).isEqualTo("error");
      json("POST", "/api/kernels/" + kernel + "/restart", "{}");
    }
    try (RawClient client = connect(kernel)) {
      Received reply = client.awaitDone(client.execute("x"));
      assertThat(reply.content().path("status").asText()).isEqualTo("error");
      assertThat(reply.content().path("execution_count").asInt()).isEqualTo(1);
    }
    delete(kernel);
  }

  @Test
  void kernelsAndSessionsAreListed() {
    String kernel = openNotebook("c.ipynb", "echo");

    assertThat(json("GET", "/api/kernels", null).findValuesAsText("id")).contains(kernel);
    assertThat(json("GET", "/api/sessions", null).findValuesAsText("path")).contains("c.ipynb");
    delete(kernel);
    assertThat(gateway.request("GET", "/api/kernels/" + kernel, null).statusCode()).isEqualTo(404);
  }

  @Test
  void aCellGoesOnWhenTheGatewayWasRestartedInItsMiddle() {
    String kernel = openNotebook("e.ipynb", "scala");
    try (RawClient client = connect(kernel)) {
      client.awaitDone(client.execute("1"));
      String cell =
          client.execute("for (i <- 1 to 80) { println(s\"line $i\"); Thread.sleep(50) }");
      await().until(() -> client.printed(cell).contains("line 5\n"));
      gateway.stop();
      gateway.startAtTheSamePort();

      assertThat(client.awaitDone(cell).content().path("status").asText()).isEqualTo("ok");
      assertThat(client.printed(cell).lines()).contains("line 5", "line 80");
    }
    delete(kernel);
  }
}
