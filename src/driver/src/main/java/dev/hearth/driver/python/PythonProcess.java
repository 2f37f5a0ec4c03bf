package dev.hearth.driver.python;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child process. It chooses its own ports and key, and writes them to a file that only the
 * driver's user can read. It ends with the driver, even if that is killed: {@code hearth_kernel.py}
 * watches for it.
 */
final class PythonProcess {
  private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);
  private static final String PROGRAM = "hearth_kernel.py";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOG_TAIL = 2_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path folder;

  private PythonProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * @param environment what it gets beside the driver's own environment, of which everything about
   *     Hearth, the link's token above all, is left out
   */
  static PythonProcess start(PythonCommand python, Map<String, String> environment)
      throws IOException {
    Path folder =
        Files.createTempDirectory(
            "hearth-python-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (InputStream program = PythonProcess.class.getResourceAsStream(PROGRAM)) {
      Files.copy(program, folder.resolve(PROGRAM));
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            python.path(),
            folder.resolve(PROGRAM).toString(),
            "-f",
            folder.resolve("connection.json").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("HEARTH_"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    return new PythonProcess(builder.start(), folder);
  }

  /**
   * Waits until the kernel listens.
   *
   * @throws IllegalStateException if it ends, or takes too long; with what it said
   */
  Connection awaitConnection() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Path file = folder.resolve("connection.json");
    while (System.nanoTime() < deadline) {
      try {
        if (Files.exists(file) && Files.size(file) > 0) {
          return JSON.readValue(file.toFile(), Connection.class);
        }
      } catch (IOException e) {
        LOG.debug("The connection file is being written", e);
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Python could not start a kernel: " + log());
      }
    }
    kill();
    throw new IllegalStateException(
        "Python did not start a kernel within " + PATIENCE.toSeconds() + " s: " + log());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  /** How it ended, for the user. */
  String end() {
    int exit = process.exitValue();
    if (exit > 128) {
      int signal = exit - 128;
      String hint = signal == 9 ? " (SIGKILL: perhaps the machine ran out of memory)" : "";
      return "was ended by signal " + signal + hint;
    }
    return "ended with exit code " + exit;
  }

  /** The end of what it wrote outside of cells. */
  String log() {
    try {
      String said = Files.readString(folder.resolve("log")).strip();
      return said.substring(Math.max(0, said.length() - LOG_TAIL));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Removes its files. */
  void clean() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.info("Files of a Python process remain in {}: {}", folder, e.getMessage());
    }
  }
}
