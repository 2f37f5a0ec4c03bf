package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The gateway of a home, as it says of itself in {@code gateway.json}.
 *
 * @param pid of its process
 */
public record RunningGateway(GatewayAddress address, long pid) {

  /**
   * The gateway that runs on a home, whose file {@code gateway.json} is given. A file that a killed
   * gateway left behind counts for nothing.
   *
   * @throws Failure if there is a file that cannot be read
   */
  public static Optional<RunningGateway> of(Path file) {
    return written(file).filter(gateway -> gateway.process().isPresent());
  }

  /** What the file says, whether or not its gateway lives. */
  public static Optional<RunningGateway> written(Path gatewayFile) {
    try {
      JsonNode file = Json.mapper().readTree(Files.readAllBytes(gatewayFile));
      String url = file.path("url").asText();
      if (url.isEmpty() || !file.path("pid").canConvertToLong()) {
        return Optional.empty(); // being written right now
      }
      return Optional.of(
          new RunningGateway(
              GatewayAddress.parse(url, file.path("token").asText("")), file.path("pid").asLong()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty(); // as above
    } catch (IOException e) {
      throw Failure.environment(
          "cannot read " + gatewayFile + ": " + e.getMessage(),
          "It tells where the gateway of that home runs. Is the home another user's?",
          e);
    }
  }

  /** Its process, unless it has ended; one that merely got its number does not count. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(RunningGateway::isGateway);
  }

  private static boolean isGateway(ProcessHandle process) {
    // Some systems do not show the command line; then the number must do.
    return process.info().commandLine().map(line -> line.contains("quarkus-run")).orElse(true);
  }
}
