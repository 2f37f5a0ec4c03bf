package dev.hearth.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built gateway in a process of its own, on a free port, with a home that outlives it. */
public final class GatewayProcess implements AutoCloseable {
  public static final String TOKEN = "e2e-token-0123456789abcdef";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Map<String, String> environment;
  private Process process;
  private URI url;

  GatewayProcess(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  public static GatewayProcess started(Path home) {
    GatewayProcess gateway = new GatewayProcess(home, Map.of());
    gateway.start();
    return gateway;
  }

  /** One with settings of its own, as environment variables. */
  public static GatewayProcess started(Path home, Map<String, String> environment) {
    GatewayProcess gateway = new GatewayProcess(home, environment);
    gateway.start();
    return gateway;
  }

  /** One that serves below a path. */
  public static GatewayProcess startedBelow(Path home, String basePath) {
    GatewayProcess gateway = new GatewayProcess(home, Map.of("HEARTH_BASE_PATH", basePath));
    gateway.start();
    return gateway;
  }

  /** One that finds its home taken, and waits; {@link #awaitTakeover} tells when no longer. */
  static GatewayProcess onStandby(Path home, Map<String, String> environment) {
    Map<String, String> standby = new HashMap<>(environment);
    standby.putIfAbsent("HEARTH_STANDBY", "true");
    GatewayProcess gateway = new GatewayProcess(home, standby);
    Path log = home.resolve("standby.log");
    gateway.launch(0, log);
    await("the gateway to be on standby; see " + log)
        .atMost(Duration.ofSeconds(90))
        .until(() -> !gateway.process.isAlive() || Files.readString(log).contains("On standby"));
    return gateway;
  }

  void awaitTakeover() {
    awaitReady(home.resolve("standby.log"));
  }

  public Path home() {
    return home;
  }

  public void start() {
    start(0);
  }

  /** For clients that know it by its URL. */
  public void startAtTheSamePort() {
    start(url.getPort());
  }

  private void start(int port) {
    Path log = home.resolve("gateway.log");
    launch(port, log);
    awaitReady(log);
  }

  private void launch(int port, Path log) {
    try {
      Files.createDirectories(home);
      ProcessBuilder builder =
          new ProcessBuilder(Build.java(), "-Xmx256m", "-jar", Build.gatewayJar().toString());
      builder.environment().put("HEARTH_HOME", home.toString());
      builder.environment().put("HEARTH_PORT", Integer.toString(port));
      builder.environment().put("HEARTH_TOKEN", TOKEN);
      builder.environment().put("HEARTH_DRIVER_DIST", Build.driverDist().toString());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Path log) {
    await("the gateway to be ready; see " + log)
        .atMost(Duration.ofSeconds(90))
        .until(() -> !process.isAlive() || ready());
    if (!process.isAlive()) {
      throw new IllegalStateException("the gateway ended at its start; see " + log);
    }
  }

  private boolean ready() {
    try {
      JsonNode written = JSON.readTree(home.resolve("gateway.json").toFile());
      if (written.path("pid").asLong() != process.pid()) {
        return false; // of one before it, or of one that leads
      }
      url = URI.create(written.path("url").asText());
      return http.send(
                  HttpRequest.newBuilder(url.resolve("/q/health/ready")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // not yet written, or not yet listening
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    waitForEnd();
  }

  /** As a terminal or a service manager does. */
  public void stop() {
    process.destroy();
    waitForEnd();
  }

  private void waitForEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gateway does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  public URI url() {
    return url;
  }

  public long pid() {
    return process.pid();
  }

  /** Resident memory in bytes, as Linux counts it. */
  public long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HttpResponse<String> request(String method, String path, String body) {
    return requestAs(TOKEN, method, path, body);
  }

  /** With somebody else's token. */
  public HttpResponse<String> requestAs(String token, String method, String path, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(url.resolve(path))
              .header("Authorization", "token " + token)
              .header("Content-Type", "application/json")
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

  /** The status with which it answers somebody who shows another token. */
  int statusWith(String token, String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(url.resolve(path))
                  .header("Authorization", "token " + token)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What somebody without a token gets. */
  public HttpResponse<String> anonymously(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url.resolve("/") + path.substring(1))).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public JsonNode json(String method, String path, String body) {
    HttpResponse<String> response = request(method, path, body);
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String startKernel(String spec) {
    return json("POST", "/api/kernels", "{\"name\":\"" + spec + "\"}").path("id").asText();
  }

  public String kernelState(String kernel) {
    return json("GET", "/api/kernels/" + kernel, null).path("execution_state").asText();
  }

  public void deleteKernel(String kernel) {
    request("DELETE", "/api/kernels/" + kernel, null);
  }

  /** Deletes all kernels, so that no driver stays, and stops the gateway. */
  @Override
  public void close() {
    if (process.isAlive()) {
      json("GET", "/api/kernels", null).forEach(kernel -> deleteKernel(kernel.path("id").asText()));
      stop();
    }
  }
}
