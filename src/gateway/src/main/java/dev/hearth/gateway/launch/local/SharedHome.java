package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.HomeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A home in which drivers of other accounts live. They may go through it to their session's folder
 * and read the gateway's URL; they can neither list it nor read anything else.
 */
final class SharedHome {
  private static final String PASS_THROUGH = "rwx--x--x";
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private SharedHome() {}

  /** Sets the permissions; first of what is closed to others, whatever it was made with. */
  static void open(HearthHome home) {
    List<Path> forOthers = List.of(home.folder("sessions"), LinkUrlFile.in(home));
    try (Stream<Path> all = Files.list(home.path())) {
      for (Path each : all.toList()) {
        if (!forOthers.contains(each) && !Files.isSymbolicLink(each)) {
          close(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the home to others: " + home.path(), e);
    }
    HomeFile.allow(home.folder("sessions"), PASS_THROUGH);
    HomeFile.allow(home.path(), PASS_THROUGH);
  }

  private static void close(Path path) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    permissions.retainAll(OWNERS);
    Files.setPosixFilePermissions(path, permissions);
  }
}
