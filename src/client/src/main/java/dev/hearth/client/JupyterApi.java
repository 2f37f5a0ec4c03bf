package dev.hearth.client;

import java.io.FileNotFoundException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
  /** For the largest file over a slow network. */
  private static final Duration UPLOAD = Duration.ofMinutes(10);

  private final GatewayRequests gateway;

  /**
   * @param gateway asked before each request, since a restarted gateway may be elsewhere
   */
  public JupyterApi(HttpClient client, Supplier<GatewayAddress> gateway) {
    this.gateway = new GatewayRequests(client, gateway);
  }

  public KernelSpecs kernelSpecs() throws InterruptedException {
    return KernelSpecs.of(gateway.call("GET", "/api/kernelspecs", null).expect(200));
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
    KernelModel started = KernelModel.of(gateway.call("POST", "/api/kernels", body).expect(201));
    if (!started.id().equals(id)) {
      deleteKernel(started.id());
      throw Failure.environment(
          "the server at " + gateway.address() + " does not let clients choose a kernel's id",
          "Is it a Hearth gateway?");
    }
  }

  /** Empty if there is none (any more). */
  public Optional<KernelModel> kernel(String id) throws InterruptedException {
    GatewayRequests.Answer answer = gateway.call("GET", "/api/kernels/" + id, null);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(KernelModel.of(answer.expect(200)));
  }

  /**
   * Stops the running cell; what waits behind it is aborted. Does nothing if there is no kernel.
   */
  public void interruptKernel(String id) throws InterruptedException {
    GatewayRequests.Answer answer = gateway.call("POST", "/api/kernels/" + id + "/interrupt", null);
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
    GatewayRequests.Answer answer = gateway.call("POST", "/api/kernels/" + id + "/restart", null);
    if (answer.status() == 404) {
      return false;
    }
    answer.expect(200);
    return true;
  }

  /** Does nothing if there is none (any more). */
  public void deleteKernel(String id) throws InterruptedException {
    GatewayRequests.Answer answer = gateway.call("DELETE", "/api/kernels/" + id, null);
    if (answer.status() != 404) {
      answer.expect(204);
    }
  }

  /** All that this token may see. */
  public List<KernelModel> kernels() throws InterruptedException {
    List<KernelModel> kernels = new ArrayList<>();
    gateway
        .call("GET", "/api/kernels", null)
        .expect(200)
        .forEach(kernel -> kernels.add(KernelModel.of(kernel)));
    return kernels;
  }

  /** Stops the Spark sessions that wait for kernels; of Hearth, not of Jupyter. */
  public void stopSessions() throws InterruptedException {
    for (SparkSession session : sparkSessions()) {
      GatewayRequests.Answer answer =
          gateway.call("DELETE", "/api/hearth/sessions/" + session.id(), null);
      if (answer.status() != 404) {
        answer.expect(204);
      }
    }
  }

  /** The Spark sessions that this user may join; of Hearth, not of Jupyter. */
  public List<SparkSession> sparkSessions() throws InterruptedException {
    List<SparkSession> sessions = new ArrayList<>();
    gateway
        .call("GET", "/api/hearth/sessions", null)
        .expect(200)
        .forEach(session -> sessions.add(SparkSession.of(session)));
    return sessions;
  }

  /** Hands a file to a Spark session, under its own name. */
  public void upload(String session, Path file) throws InterruptedException {
    String path = "/api/hearth/sessions/" + session + "/files/" + file.getFileName();
    try {
      HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofFile(file);
      gateway.call("PUT", path, "application/octet-stream", body, UPLOAD).expect(201);
    } catch (FileNotFoundException e) {
      throw Failure.usage("there is no file " + file, "Say the path of a file.");
    }
  }
}
