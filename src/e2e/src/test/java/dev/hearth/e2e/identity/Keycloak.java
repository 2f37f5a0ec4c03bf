package dev.hearth.e2e.identity;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.e2e.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The Keycloak that the build has unpacked, with the realm of {@code identity/realm.json}. */
final class Keycloak implements AutoCloseable {
  static final String SECRET = "secret-of-a-client-in-tests-0123456789";

  private static final Path UNPACKED = Path.of("target", "keycloak").toAbsolutePath();
  private static final Path REALM =
      Path.of("src/test/resources/identity", "realm.json").toAbsolutePath();

  /** The first start builds Keycloak's own application, which takes long. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePort.find();
  private final Program program;

  Keycloak(Path folder) {
    Path home = home();
    try {
      Path realms = Files.createDirectories(home.resolve("data/import"));
      Files.copy(REALM, realms.resolve("ml.json"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program =
        Program.start(
            folder,
            Map.of("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m"),
            "sh",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--db=dev-mem",
            "--import-realm",
            "--http-host=localhost",
            "--http-port=" + port);
    await("Keycloak to be ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !program.running() || ready());
    if (!program.running()) {
      throw new IllegalStateException("Keycloak ended at its start:\n" + program.printed());
    }
  }

  private static Path home() {
    try (Stream<Path> unpacked = Files.list(UNPACKED)) {
      return unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String issuer() {
    return "http://localhost:" + port + "/realms/ml";
  }

  private boolean ready() {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // not yet listening
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An access token of a user, whose password says whose it is. */
  String token(String client, String user) {
    String form =
        "grant_type=password&client_id="
            + client
            + "&client_secret="
            + SECRET
            + "&username="
            + user
            + "&password=password-of-"
            + user;
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode tokens = new ObjectMapper().readTree(answer.body());
      if (!tokens.has("access_token")) {
        throw new IllegalStateException(answer.body());
      }
      return tokens.path("access_token").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
