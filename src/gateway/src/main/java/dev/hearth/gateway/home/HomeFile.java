package dev.hearth.gateway.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Small files of a home, whose permissions do not depend on the umask of whoever writes them. */
public final class HomeFile {
  /** For the gateway's own account. */
  public static final String OWNER_ONLY = "rw-------";

  /** For all who may enter the folder. */
  public static final String READ_BY_ALL = "rw-r--r--";

  private HomeFile() {}

  /**
   * Writes a file or takes the place of an earlier one. Readers see the old content or the new,
   * never a part of it, and strangers not even for a moment.
   */
  public static void replace(Path file, String content, String permissions) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              next,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(next, OWNER_ONLY))) {
        Channels.newOutputStream(channel).write(content.getBytes(StandardCharsets.UTF_8));
      }
      allow(next, permissions);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Makes an empty file for its owner only, unless there is one. */
  public static void createOwnerOnly(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(file, attributes(file, OWNER_ONLY));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + file, e);
    }
  }

  /** Sets the permissions of a file or folder, such as {@code rwx--x--x}, where there are such. */
  public static void allow(Path path, String permissions) {
    try {
      if (isPosix(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot set the permissions of " + path, e);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
