package dev.hearth.gateway.launch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What the permissions of files say. */
final class Permissions {
  private Permissions() {}

  /** Such as {@code rwx--x--x}. */
  static String of(Path path) {
    try {
      return PosixFilePermissions.toString(
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that others than its owner can read, write or enter, at or below the path. */
  static List<String> openToOthers(Path tree) {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(path -> !Files.isSymbolicLink(path))
          .filter(path -> !of(path).endsWith("------"))
          .map(path -> of(path) + " " + path)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
