package dev.hearth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine in a folder; what it prints goes to a file there. */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final List<String> command;
  private final Process process;
  private final Path printed;

  private Program(List<String> command, Process process, Path printed) {
    this.command = command;
    this.process = process;
    this.printed = printed;
  }

  public static Program start(Path folder, Map<String, String> environment, String... command) {
    try {
      Path printed = Files.createTempFile(folder, "printed-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      return new Program(List.of(command), builder.start(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code hearth} script of this repository. */
  public static String hearth() {
    return Build.repository().resolve("hearth").toString();
  }

  public static Path resource(String name) {
    return Path.of("src/test/resources/jupyter", name).toAbsolutePath();
  }

  /** Types a text into it. */
  public void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing more will be typed. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String printed() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean running() {
    return process.isAlive();
  }

  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(command + " does not end; it printed:\n" + printed());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void expectSuccess() {
    if (exitCode() != 0) {
      throw new AssertionError(command + " failed; it printed:\n" + printed());
    }
  }

  /** Sends a signal, by its name without SIG. */
  void signal(String name) {
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

  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    process.destroy();
    exitCode();
  }
}
