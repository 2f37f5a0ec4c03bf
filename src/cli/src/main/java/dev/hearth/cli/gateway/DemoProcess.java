package dev.hearth.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Installation;
import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The stand-in of AWS and Kubernetes, started by this command. It ends with {@link #close}, and its
 * sessions' drivers with it; if this command dies without closing, its {@link Lifeline} ends it.
 */
final class DemoProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Process process;
  private final Lifeline lifeline;
  private final Path folder;
  private final Path log;

  private DemoProcess(Process process, Lifeline lifeline, Path folder, Path log) {
    this.process = process;
    this.lifeline = lifeline;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Starts it on a folder of the home; it is not ready yet.
   *
   * @param pace as the stand-in takes it, {@code real} or {@code fast}
   * @throws Failure if it is not built, or cannot be started
   */
  static DemoProcess start(Installation installation, Home home, String pace) {
    installation.requireDemo();
    Path folder = home.path().resolve("demo");
    Path log = home.path().resolve("logs").resolve("demo.log");
    try {
      Files.createDirectories(log.getParent());
      // What an earlier one says of itself must not be taken for this one's word.
      Files.deleteIfExists(folder.resolve("demo.json"));
      ProcessBuilder builder =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  "trap '' INT HUP; umask 077; exec \"$@\"",
                  "hearth-demo",
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+ExitOnOutOfMemoryError",
                  "-jar",
                  installation.demo().file().toString(),
                  "--folder",
                  folder.toString(),
                  "--driver-dist",
                  installation.driver().file().getParent().toString(),
                  "--pace",
                  pace)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(log.toFile());
      Process process = builder.start();
      return new DemoProcess(process, Lifeline.of(process), folder, log);
    } catch (IOException e) {
      throw Failure.environment(
          "cannot start the stand-in of AWS and Kubernetes: " + e.getMessage(), "", e);
    }
  }

  /**
   * Waits until it serves.
   *
   * @return the environment in which a gateway uses it
   * @throws Failure if it ends instead, or takes too long
   */
  Map<String, String> awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw Failure.environment(
            "the stand-in of AWS and Kubernetes did not start", LogTail.of(log));
      }
      Optional<JsonNode> told = told();
      if (told.isPresent()) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> variable : told.get().path("environment").properties()) {
          environment.put(variable.getKey(), variable.getValue().asText());
        }
        return environment;
      }
    }
    throw Failure.environment(
        "the stand-in of AWS and Kubernetes was not ready after " + START.toSeconds() + " seconds",
        "Its log is " + log + ".");
  }

  /** It is written at once, and last. */
  private Optional<JsonNode> told() {
    try {
      return Optional.of(Json.mapper().readTree(Files.readAllBytes(folder.resolve("demo.json"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.environment("cannot read what the stand-in says: " + e.getMessage(), "", e);
    }
  }

  Path log() {
    return log;
  }

  /** Stops it with all its drivers; returns when the process is gone. */
  @Override
  public void close() {
    lifeline.release();
    if (ProcessStop.stop(process, STOP)) {
      Thread.currentThread().interrupt();
    }
  }
}
