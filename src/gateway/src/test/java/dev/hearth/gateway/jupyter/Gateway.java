package dev.hearth.gateway.jupyter;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A gateway as a script sees it. */
public record Gateway(URI root, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static HttpClient http() {
    return HTTP;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).header("Authorization", "token " + token);
  }

  public JsonNode get(String path) {
    return send(request(path).build());
  }

  public JsonNode post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private static JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 400) {
        throw new IllegalStateException(
            response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
      }
      return Json.mapper().readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts an echo kernel and waits until it is idle. */
  public String echoKernel() {
    String id = post("/api/kernels", "{\"name\":\"echo\"}").path("id").asText();
    await().until(() -> get("/api/kernels/" + id).path("execution_state").asText().equals("idle"));
    return id;
  }

  public Client.Builder client(String kernel) {
    return new Client.Builder(this, kernel).session(UUID.randomUUID().toString());
  }
}
