package dev.hearth.e2e.emr;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.e2e.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The stand-in of AWS and Kubernetes in a process of its own. It ends its drivers when it is
 * closed; what it keeps on disk outlives it.
 */
public final class DemoCloud implements AutoCloseable {
  public static final String TEAM_A = "emr-ml-team-a";
  public static final String TEAM_B = "emr-ml-team-b";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Process process;
  private JsonNode told;

  private DemoCloud(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** One whose phases last next to nothing. */
  public static DemoCloud started(Path folder) {
    return started(folder, "--pace", "fast");
  }

  /** One with options of its own; {@code --help} of the stand-in tells which there are. */
  public static DemoCloud started(Path folder, String... options) {
    Path log = folder.resolve("demo.log");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve("demo.json"));
      List<String> command =
          new ArrayList<>(
              List.of(
                  Build.java(),
                  "-Xmx256m",
                  "-jar",
                  Build.demoJar().toString(),
                  "--folder",
                  folder.toString(),
                  "--driver-dist",
                  Build.driverDist().toString()));
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      DemoCloud cloud = new DemoCloud(folder, process);
      await("the stand-in to be ready; see " + log)
          .atMost(START)
          .until(() -> !process.isAlive() || Files.exists(folder.resolve("demo.json")));
      if (!process.isAlive()) {
        throw new IllegalStateException("the stand-in ended at its start; see " + log);
      }
      cloud.told = JSON.readTree(folder.resolve("demo.json").toFile());
      return cloud;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With which a gateway uses it: AWS, Kubernetes, its teams, and the launcher's settings. */
  public Map<String, String> environment() {
    return variables("environment");
  }

  /** With which an administrator of AWS uses it. */
  public Map<String, String> adminEnvironment() {
    return variables("admin");
  }

  private Map<String, String> variables(String whose) {
    Map<String, String> environment = new TreeMap<>();
    told.path(whose)
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return environment;
  }

  /** Where AWS is. */
  public URI url() {
    return URI.create(told.path("url").asText());
  }

  public URI kubernetesUrl() {
    return URI.create(told.path("kubernetes").asText());
  }

  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** Where the runs' drivers have their logs, one folder per job run. */
  public Path runs() {
    return folder.resolve("runs");
  }

  /** Lets something go wrong, once; e.g. {@code fault("throttle", "StartJobRun")}. */
  public void fault(String kind, String operation) {
    fault(JSON.createObjectNode().put("kind", kind).put("operation", operation));
  }

  /** Lets something go wrong with the next job run, or the one that runs. */
  public void fault(String kind) {
    fault(JSON.createObjectNode().put("kind", kind));
  }

  /** With all that a fault may say. */
  public void fault(JsonNode fault) {
    demo("POST", "/demo/faults", fault.toString());
  }

  public void clearFaults() {
    demo("DELETE", "/demo/faults", "");
  }

  /** The requests to AWS so far, the oldest first. */
  public List<JsonNode> requests() {
    try {
      List<JsonNode> requests = new ArrayList<>();
      JSON.readTree(demo("GET", "/demo/requests", "")).forEach(requests::add);
      return requests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of one operation. */
  public List<JsonNode> requests(String operation) {
    return requests().stream()
        .filter(request -> request.path("operation").asText().equals(operation))
        .toList();
  }

  /** What the API server of Kubernetes answers to a GET. */
  public JsonNode kubernetes(String path) {
    try {
      return JSON.readTree(send("GET", kubernetesUrl().resolve(path), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes something from Kubernetes, as a DELETE does. */
  public void deleteFromKubernetes(String path) {
    send("DELETE", kubernetesUrl().resolve(path), "");
  }

  /** The processes of drivers that it has started and that run. */
  public List<ProcessHandle> drivers() {
    return ProcessHandle.allProcesses().filter(this::isOfARun).toList();
  }

  private boolean isOfARun(ProcessHandle process) {
    try {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(commandLine).contains("-Djava.io.tmpdir=" + runs());
    } catch (IOException notOursOrGone) {
      return false;
    }
  }

  private String demo(String method, String path, String body) {
    return send(method, url().resolve(path), body);
  }

  private String send(String method, URI uri, String body) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri)
                  .header("Authorization", "Bearer " + told.path("token").asText())
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            method + " " + uri + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9} does; its drivers stay. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the stand-in does not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
