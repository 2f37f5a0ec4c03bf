package dev.hearth.e2e.identity;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.e2e.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser with one tab, driven by scripts over the Chrome DevTools Protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private final Program program;
  private final WebSocket tab;
  private int last;

  Chromium(Path folder) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "chromium"))),
        "SKIPPED: there is no chromium here");
    Path profile = folder.resolve("chromium");
    program =
        Program.start(
            folder,
            Map.of(),
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    Path port = profile.resolve("DevToolsActivePort");
    await("chromium to be ready").atMost(PATIENCE).until(() -> lines(port).size() == 2);
    tab =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(tabUrl(lines(port).get(0))), new Answers())
            .join();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tabUrl(String port) {
    try {
      JsonNode tabs =
          JSON.readTree(
              http.send(
                      HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
      for (JsonNode each : tabs) {
        if (each.path("type").asText().equals("page")) {
          return each.path("webSocketDebuggerUrl").asText();
        }
      }
      throw new IllegalStateException("chromium has no tab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Answers implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean complete) {
      text.append(data);
      if (complete) {
        answered(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  private void answered(String message) {
    try {
      JsonNode answer = JSON.readTree(message);
      CompletableFuture<JsonNode> waiting = asked.remove(answer.path("id").asInt());
      if (waiting != null) {
        waiting.complete(answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode ask(String method, ObjectNode parameters) {
    int id = ++last;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    tab.sendText(message.toString(), true).join();
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** As if the address were typed. */
  void open(URI page) {
    ask("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
  }

  /** What an expression, or what it promises, comes to in the page. */
  String run(String script) {
    return ask(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", script)
                .put("awaitPromise", true)
                .put("returnByValue", true))
        .at("/result/result/value")
        .asText();
  }

  void awaitTrue(String condition) {
    await(condition).atMost(PATIENCE).until(() -> run("String(" + condition + ")").equals("true"));
  }

  @Override
  public void close() {
    tab.abort();
    program.close();
  }
}
