package dev.hearth.cli.kernelspec;

import dev.hearth.cli.Installation;
import dev.hearth.client.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The bridge as installed: a copy of its jars, so that kernels outlive a rebuild, and an archive of
 * its classes, which fits only the jars and the Java with which it was made.
 */
final class BridgeProgram {
  private static final String JAR = "hearth-bridge.jar";
  private static final String ARCHIVE = "hearth-bridge.jsa";
  private static final long TRAINING_SECONDS = 60;

  private final Path built;

  /**
   * @throws Failure if the bridge is not built
   */
  BridgeProgram(Installation installation) {
    Installation.Part part = installation.bridge();
    if (!part.built()) {
      throw Failure.environment(
          "the bridge is not built: there is no " + part.file(),
          "Start hearth without HEARTH_NO_BUILD, or build it: ./mvnw -DskipTests package");
    }
    this.built = part.file().getParent();
  }

  /** The Java that runs this command. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Copies the bridge, over an older one.
   *
   * @return whether it has its class archive; without one it starts more slowly
   * @throws Failure if it cannot be copied
   */
  boolean copyTo(Path folder) {
    try {
      Files.createDirectories(folder.resolve("lib"));
      clear(folder.resolve("lib"));
      copy(built.resolve("lib"), folder.resolve("lib"));
      copy(built, folder);
      return train(folder);
    } catch (IOException e) {
      throw Failure.environment(
          "cannot install the bridge in " + folder + ": " + e.getMessage(),
          "Is the folder yours? Choose another: --user, --prefix DIR.",
          e);
    }
  }

  /** A running bridge keeps the jars that it has open. */
  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = Files.createTempFile(to, "copy", ".part");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean train(Path folder) throws IOException {
    Path archive = folder.resolve(ARCHIVE);
    Files.deleteIfExists(archive);
    Process training =
        new ProcessBuilder(
                List.of(
                    java().toString(),
                    "-XX:ArchiveClassesAtExit=" + archive,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-jar",
                    folder.resolve(JAR).toString(),
                    "--train"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("hearth-bridge-training.log").toFile())
            .start();
    try {
      if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        training.destroyForcibly();
        return false;
      }
    } catch (InterruptedException e) {
      training.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
    return training.exitValue() == 0 && Files.isRegularFile(archive);
  }
}
