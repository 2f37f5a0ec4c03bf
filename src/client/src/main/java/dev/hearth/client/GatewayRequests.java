package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Requests to a gateway's REST API, with failures in words. Safe from any thread. Every method
 * throws {@link Failure} when the gateway is gone, refuses the token, or says no.
 */
final class GatewayRequests {
  /** Deleting a kernel may wait for its Spark application to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client;
  private final Supplier<GatewayAddress> gateway;

  /**
   * @param gateway asked before each request, since a restarted gateway may be elsewhere
   */
  GatewayRequests(HttpClient client, Supplier<GatewayAddress> gateway) {
    this.client = client;
    this.gateway = gateway;
  }

  GatewayAddress address() {
    return gateway.get();
  }

  /**
   * @param body sent as JSON, or {@code null}
   */
  Answer call(String method, String path, Object body) throws InterruptedException {
    return body == null
        ? call(method, path, "", HttpRequest.BodyPublishers.noBody(), PATIENCE)
        : call(
            method,
            path,
            "application/json",
            HttpRequest.BodyPublishers.ofByteArray(Json.write(body)),
            PATIENCE);
  }

  /**
   * @param type of the body; empty if there is none
   */
  Answer call(
      String method, String path, String type, HttpRequest.BodyPublisher body, Duration patience)
      throws InterruptedException {
    GatewayAddress address = gateway.get();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(patience).method(method, body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!address.token().isEmpty()) {
      request.header("Authorization", "token " + address.token());
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(address, method + " " + path, response.statusCode(), response.body());
    } catch (ConnectException e) {
      throw Failure.environment(
          "no gateway answers at " + address, "Start one: hearth up. Or is the URL another?", e);
    } catch (HttpTimeoutException e) {
      throw Failure.environment(
          "the gateway at " + address + " did not answer " + method + " " + path + " in time",
          "Look into its log: logs/gateway.log in its home.",
          e);
    } catch (IOException e) {
      throw Failure.environment(
          "the connection to the gateway at " + address + " broke (" + e.getMessage() + ")",
          "Is it still running? Look into its log: logs/gateway.log in its home.",
          e);
    }
  }

  /** What the gateway answered. */
  record Answer(GatewayAddress gateway, String what, int status, byte[] body) {

    JsonNode expect(int expected) {
      if (status == 401 || status == 403 && text("message", "title").equals("Forbidden")) {
        throw Failure.environment(
            "the gateway at " + gateway + " does not accept the token",
            "'hearth up' printed it with the URL. Pass it with --token or HEARTH_TOKEN.");
      }
      if (status != expected) {
        throw refusal();
      }
      if (body.length == 0) {
        return Json.mapper().nullNode();
      }
      try {
        return Json.tree(ByteBuffer.wrap(body), what);
      } catch (MalformedMessageException e) {
        throw Failure.environment(
            gateway + " answered " + what + " with something that is not JSON",
            "Does another program answer there?",
            e);
      }
    }

    /** What the gateway said, in Jupyter's form for errors or in that of problem details. */
    private Failure refusal() {
      String message = text("message", "title");
      return Failure.environment(
          message.isBlank() ? gateway + " answered " + what + " with status " + status : message,
          message.isBlank() ? "Does another program answer there?" : text("reason", "detail"));
    }

    /** A text of the answer, under one of two keys; empty if it has none, or is no JSON. */
    private String text(String key, String otherKey) {
      try {
        JsonNode error =
            body.length == 0 ? Json.mapper().nullNode() : Json.tree(ByteBuffer.wrap(body), what);
        JsonNode text = error.path(key).isTextual() ? error.path(key) : error.path(otherKey);
        return text.isTextual() ? text.asText() : "";
      } catch (MalformedMessageException notJson) {
        return "";
      }
    }
  }
}
