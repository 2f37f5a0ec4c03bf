package dev.hearth.cli.gateway;

import dev.hearth.cli.Installation;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.RunningGateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A gateway that this command started. It ends with {@link #close}, and if this command dies
 * without closing, its {@link Lifeline} ends it.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 50;

  /** Enough for the gateway's own work; Spark has its memory in other processes. */
  private static final List<String> JVM =
      List.of("-Xms64m", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

  private final Process process;
  private final Lifeline lifeline;
  private final Home home;
  private final Path log;

  private GatewayProcess(Process process, Lifeline lifeline, Home home, Path log) {
    this.process = process;
    this.lifeline = lifeline;
    this.home = home;
    this.log = log;
  }

  /**
   * How to start one.
   *
   * @param port to listen at; 0 takes any that is free
   * @param token empty to have one generated
   * @param environment further variables
   * @param verbose whether its log goes to this command's output instead of a file
   */
  public record Settings(
      Home home, int port, String token, Map<String, String> environment, boolean verbose) {
    public Settings {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @throws Failure if it is not built, or the process cannot be started
   */
  public static GatewayProcess start(Installation installation, Settings settings) {
    installation.requireGateway();
    Path log = settings.home().newLog();
    List<String> command = new ArrayList<>();
    // Ctrl-C goes to all processes of the terminal. The gateway shall not hear it: this command
    // does, and stops the gateway when it has done with it. The JVM leaves ignored signals alone.
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "hearth-gateway"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-jar", installation.gateway().file().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(
        settings.verbose()
            ? ProcessBuilder.Redirect.INHERIT
            : ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.putAll(settings.environment());
    environment.put("HEARTH_HOME", settings.home().path().toString());
    environment.put("HEARTH_PORT", String.valueOf(settings.port()));
    // Relative paths in cells begin where the command was called.
    environment.putIfAbsent("HEARTH_WORK_DIR", Path.of("").toAbsolutePath().toString());
    environment.put("HEARTH_DRIVER_DIST", installation.driver().file().getParent().toString());
    if (settings.token().isEmpty()) {
      environment.remove("HEARTH_TOKEN");
    } else {
      environment.put("HEARTH_TOKEN", settings.token());
    }
    try {
      Process process = builder.start();
      return new GatewayProcess(process, Lifeline.of(process), settings.home(), log);
    } catch (IOException e) {
      throw Failure.environment("cannot start the gateway: " + e.getMessage(), "", e);
    }
  }

  /**
   * Waits until it serves.
   *
   * @throws Failure if it ends instead, or takes too long; with the end of its log
   */
  public GatewayAddress awaitReady(HttpClient client) throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw died("the gateway did not start");
      }
      Optional<RunningGateway> written =
          RunningGateway.written(home.gatewayFile())
              .filter(gateway -> gateway.pid() == process.pid());
      if (written.isPresent() && isReady(client, written.get().address())) {
        return written.get().address();
      }
    }
    throw Failure.environment(
        "the gateway was not ready after " + START.toSeconds() + " seconds",
        "Its log is " + log + ".");
  }

  private static boolean isReady(HttpClient client, GatewayAddress address)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it serves now. */
  public GatewayAddress address() {
    if (!process.isAlive()) {
      throw died("the gateway stopped");
    }
    return RunningGateway.of(home.gatewayFile())
        .map(RunningGateway::address)
        .orElseThrow(() -> died("the gateway stopped"));
  }

  /** Waits for its end, whoever brings it about. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /** What to tell when it ended by itself. */
  Failure died(String what) {
    return Failure.environment(what, LogTail.of(log));
  }

  /** Stops it, gently, then not; returns when the process is gone. */
  @Override
  public void close() {
    lifeline.release();
    boolean interrupted = ProcessStop.stop(process, STOP);
    removeStaleFile();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeStaleFile() {
    try {
      if (RunningGateway.written(home.gatewayFile())
          .filter(left -> left.pid() == process.pid())
          .isPresent()) {
        Files.deleteIfExists(home.gatewayFile());
      }
    } catch (IOException e) {
      throw Failure.environment(
          "cannot remove " + home.gatewayFile() + ": " + e.getMessage(), "Remove it.", e);
    }
  }
}
