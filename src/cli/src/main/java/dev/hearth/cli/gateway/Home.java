package dev.hearth.cli.gateway;

import dev.hearth.client.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The folder with all state of a gateway.
 *
 * @param path absolute
 */
public record Home(Path path) {
  public Home {
    path = path.toAbsolutePath().normalize();
  }

  /** Where a running gateway says how to reach it. */
  public Path gatewayFile() {
    return path.resolve("gateway.json");
  }

  public Path log() {
    return path.resolve("logs").resolve("gateway.log");
  }

  /**
   * Makes the folder; a new one is for its owner only.
   *
   * @throws Failure if that cannot be
   */
  public void create() {
    try {
      boolean existed = Files.isDirectory(path);
      Files.createDirectories(path);
      if (!existed) {
        ownerOnly(path, true);
      }
    } catch (IOException e) {
      throw Failure.environment(
          "cannot create the home " + path + ": " + e.getMessage(),
          "Choose another with --home or HEARTH_HOME.",
          e);
    }
    if (!Files.isWritable(path)) {
      throw Failure.environment(
          "no permission to write into the home " + path,
          "Choose another with --home or HEARTH_HOME.");
    }
  }

  /**
   * A fresh log file for its owner only; the one before stays beside it.
   *
   * @throws Failure if it cannot be made
   */
  Path newLog() {
    Path log = log();
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log)) {
        Files.move(
            log,
            log.resolveSibling("gateway.1.log"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createFile(log);
      ownerOnly(log, false);
      return log;
    } catch (IOException e) {
      throw Failure.environment("cannot write the log " + log + ": " + e.getMessage(), "", e);
    }
  }

  private static void ownerOnly(Path path, boolean folder) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          path,
          folder
              ? Set.of(
                  PosixFilePermission.OWNER_READ,
                  PosixFilePermission.OWNER_WRITE,
                  PosixFilePermission.OWNER_EXECUTE)
              : Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
  }
}
