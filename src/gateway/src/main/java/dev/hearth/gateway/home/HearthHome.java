package dev.hearth.gateway.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds all state of a gateway ({@code hearth.home}, {@code HEARTH_HOME}). Who has
 * it injected may rely on it: it exists, is readable by its owner only, and belongs to this gateway
 * alone.
 *
 * @param path absolute
 */
public record HearthHome(Path path) {
  public HearthHome {
    path = path.toAbsolutePath().normalize();
  }

  /** A file or folder in it, e.g. {@code resolve("gateway.url")}. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** A folder in it, made on first use and readable by its owner only. */
  public Path folder(String name) {
    return ownerOnly(path.resolve(name));
  }

  /**
   * Makes a folder, and those above it, that only its owner may look into; one that exists stays as
   * it is.
   */
  public static Path ownerOnly(Path folder) {
    try {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        return Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder, e);
    }
  }
}
