package dev.hearth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./hearth} as somebody types it, in a folder of their own. What it prints goes to a file
 * there, so that a test can look while it runs.
 */
final class Command implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Path printed;

  private Command(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  /** Starts it; {@code HEARTH_NO_BUILD=1}, since the build that runs this test has built it. */
  static Command start(Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Build.repository().resolve("hearth").toString());
    command.addAll(List.of(arguments));
    try {
      Path printed = Files.createTempFile(folder, "printed-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile());
      builder.environment().put("HEARTH_NO_BUILD", "1");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      return new Command(builder.start(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Command start(Path folder, String... arguments) {
    return start(folder, Map.of(), arguments);
  }

  /** What it has printed so far, errors included. */
  String printed() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("hearth does not end; it printed:\n" + printed());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean running() {
    return process.isAlive();
  }

  /**
   * As Ctrl-C does. Jobs in the background of a shell are started with interrupts ignored, and
   * their children inherit that; there the command is terminated instead, which it treats the same.
   */
  void interrupt() {
    signal(Interrupts.areIgnored() ? "TERM" : "INT");
  }

  void kill() {
    signal("KILL");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed with code " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends it, if it runs, and waits. */
  @Override
  public void close() {
    process.destroy();
    exitCode();
  }
}
