package dev.hearth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session's driver as the operating system shows it.
 *
 * @param folder of the session, below the gateway's home
 */
record DriverProcess(Path folder, long pid) {

  /** Those that have a gateway's home, each with its process. */
  static List<DriverProcess> of(GatewayProcess gateway) {
    try (Stream<Path> folders = Files.list(gateway.home().resolve("sessions"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("driver.pid")))
          .map(
              folder ->
                  new DriverProcess(
                      folder, Long.parseLong(read(folder.resolve("driver.pid")).split("@")[0])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String session() {
    return folder.getFileName().toString();
  }

  /** With which it was started, as others of its account can read it. */
  Map<String, String> environment() {
    return Arrays.stream(proc("environ").split("\0"))
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** What every user of the machine can read. */
  String commandLine() {
    return proc("cmdline").replace('\0', ' ');
  }

  private String proc(String name) {
    return read(Path.of("/proc", Long.toString(pid), name));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the gateway answers to somebody who dials in its place: 101 lets in. */
  int dial(GatewayProcess gateway, String token) {
    return handshake(gateway, "/api/hearth/link/" + session(), token);
  }

  /** The status of a WebSocket handshake. */
  static int handshake(GatewayProcess gateway, String path, String token) {
    try {
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("Authorization", "Bearer " + token)
          .buildAsync(
              URI.create("ws://" + gateway.url().getAuthority() + path),
              new WebSocket.Listener() {})
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }
}
