package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The part of Jupyter's REST API that the command needs. Safe from any thread. Every method throws
 * {@link Failure} in words for the user when the gateway is gone, refuses the token, or says no.
 */
public final class JupyterApi {
  /** Deleting a kernel may wait for its Spark application to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For the largest file over a slow network. */
  private static final Duration UPLOAD = Duration.ofMinutes(10);

  private final HttpClient client;
  private final Supplier<GatewayAddress> gateway;

  /**
   * @param gateway asked before each request, since a restarted gateway may be elsewhere
   */
  public JupyterApi(HttpClient client, Supplier<GatewayAddress> gateway) {
    this.client = client;
    this.gateway = gateway;
  }

  public KernelSpecs kernelSpecs() throws InterruptedException {
    return KernelSpecs.of(call("GET", "/api/kernelspecs", null).expect(200));
  }

  /**
   * Starts a kernel; returns before it is ready.
   *
   * @param id of the caller's choice, by which it can be ended whatever becomes of the answer
   * @param environment {@code KERNEL_...} variables: wishes, which the gateway may refuse
   */
  public void startKernel(String id, String name, Map<String, String> environment)
      throws InterruptedException {
    startKernel(id, Map.of("name", name, "kernel_id", id, "env", environment));
  }

  /**
   * As {@link #startKernel(String, String, Map)}, for a client that may be killed.
   *
   * @param lease the gateway deletes the kernel when no client has been connected for so long; of
   *     Hearth, not of Jupyter
   */
  public void startKernel(String id, String name, Map<String, String> environment, Duration lease)
      throws InterruptedException {
    startKernel(
        id, Map.of("name", name, "kernel_id", id, "env", environment, "lease", lease.toSeconds()));
  }

  private void startKernel(String id, Map<String, Object> body) throws InterruptedException {
    KernelModel started = KernelModel.of(call("POST", "/api/kernels", body).expect(201));
    if (!started.id().equals(id)) {
      deleteKernel(started.id());
      throw Failure.environment(
          "the server at " + gateway.get() + " does not let clients choose a kernel's id",
          "Is it a Hearth gateway?");
    }
  }

  /** Empty if there is none (any more). */
  public Optional<KernelModel> kernel(String id) throws InterruptedException {
    Answer answer = call("GET", "/api/kernels/" + id, null);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(KernelModel.of(answer.expect(200)));
  }

  /**
   * Stops the running cell; what waits behind it is aborted. Does nothing if there is no kernel.
   */
  public void interruptKernel(String id) throws InterruptedException {
    Answer answer = call("POST", "/api/kernels/" + id + "/interrupt", null);
    if (answer.status() != 404) {
      answer.expect(204);
    }
  }

  /**
   * Gives it a fresh interpreter; returns when that has been accepted.
   *
   * @return whether there is such a kernel
   */
  public boolean restartKernel(String id) throws InterruptedException {
    Answer answer = call("POST", "/api/kernels/" + id + "/restart", null);
    if (answer.status() == 404) {
      return false;
    }
    answer.expect(200);
    return true;
  }

  /** Does nothing if there is none (any more). */
  public void deleteKernel(String id) throws InterruptedException {
    Answer answer = call("DELETE", "/api/kernels/" + id, null);
    if (answer.status() != 404) {
      answer.expect(204);
    }
  }

  /** All that this token may see. */
  public List<KernelModel> kernels() throws InterruptedException {
    List<KernelModel> kernels = new ArrayList<>();
    call("GET", "/api/kernels", null)
        .expect(200)
        .forEach(kernel -> kernels.add(KernelModel.of(kernel)));
    return kernels;
  }

  /** Stops the Spark sessions that wait for kernels; of Hearth, not of Jupyter. */
  public void stopSessions() throws InterruptedException {
    for (SparkSession session : sparkSessions()) {
      Answer answer = call("DELETE", "/api/hearth/sessions/" + session.id(), null);
      if (answer.status() != 404) {
        answer.expect(204);
      }
    }
  }

  /** The Spark sessions that this user may join; of Hearth, not of Jupyter. */
  public List<SparkSession> sparkSessions() throws InterruptedException {
    List<SparkSession> sessions = new ArrayList<>();
    call("GET", "/api/hearth/sessions", null)
        .expect(200)
        .forEach(session -> sessions.add(SparkSession.of(session)));
    return sessions;
  }

  /** Hands a file to a Spark session, under its own name. */
  public void upload(String session, Path file) throws InterruptedException {
    String path = "/api/hearth/sessions/" + session + "/files/" + file.getFileName();
    try {
      HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofFile(file);
      call("PUT", path, "application/octet-stream", body, UPLOAD).expect(201);
    } catch (FileNotFoundException e) {
      throw Failure.usage("there is no file " + file, "Say the path of a file.");
    }
  }

  private Answer call(String method, String path, Object body) throws InterruptedException {
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
  private Answer call(
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

  private record Answer(GatewayAddress gateway, String what, int status, byte[] body) {

    JsonNode expect(int expected) {
      if (status == 401 || status == 403 && what.startsWith("GET")) {
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

    /** What the gateway said, in Jupyter's form for errors: a message and a reason. */
    private Failure refusal() {
      JsonNode error = Json.mapper().nullNode();
      try {
        error = body.length == 0 ? error : Json.tree(ByteBuffer.wrap(body), what);
      } catch (MalformedMessageException notJson) {
        return Failure.environment(
            gateway + " answered " + what + " with status " + status,
            "Does another program answer there?",
            notJson);
      }
      String message = error.path("message").asText("");
      String reason = error.path("reason").isTextual() ? error.path("reason").asText() : "";
      return Failure.environment(
          message.isBlank() ? "the gateway answered " + what + " with status " + status : message,
          reason);
    }
  }
}
