package dev.hearth.e2e.identity;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.e2e.Program;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The JupyterHub of this machine, with the users of {@code identity/jupyterhub_config.py}. */
final class JupyterHub implements AutoCloseable {
  private static final Path CONFIG =
      Path.of("src/test/resources/identity/jupyterhub_config.py").toAbsolutePath();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url = "http://127.0.0.1:" + FreePort.find();
  private final Path folder;
  private Program program;

  JupyterHub(Path folder) {
    this.folder = folder;
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "jupyterhub"))),
        "SKIPPED: there is no JupyterHub here (Debian's package jupyterhub)");
    start();
  }

  void start() {
    program =
        Program.start(
            folder,
            Map.of("HUB_URL", url, "HUB_PUBLIC_URL", "http://127.0.0.1:" + FreePort.find()),
            "jupyterhub",
            "-f",
            CONFIG.toString());
    await("JupyterHub to be ready")
        .atMost(Duration.ofMinutes(3))
        .until(() -> !program.running() || ready());
    if (!program.running()) {
      throw new IllegalStateException("JupyterHub ended at its start:\n" + program.printed());
    }
  }

  String api() {
    return url + "/hub/api";
  }

  private boolean ready() {
    return status(HttpRequest.newBuilder(URI.create(api())).build()) == 200;
  }

  private int status(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0; // not yet listening
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    program.close();
  }

  @Override
  public void close() {
    if (program.running()) {
      program.close();
    }
  }
}
