package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account of the operating system.
 *
 * @param uid its user id
 * @param gid the id of its primary group
 */
record Account(String name, int uid, int gid) {
  static final int ROOT = 0;

  /** As {@code useradd} makes them. A number is none: it would be taken for a user id. */
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

  /** The place of each part in an entry of the user database, as passwd(5) has it. */
  private static final int NAME_PART = 0;

  private static final int UID_PART = 2;
  private static final int GID_PART = 3;

  /** Asks the system's user database, wherever it is kept. */
  static Optional<Account> named(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      Process getent =
          new ProcessBuilder("getent", "passwd", name)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      getent.getOutputStream().close();
      String said = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return getent.waitFor() == 0 ? parse(said).filter(found -> found.name.equals(name)) : none();
    } catch (IOException e) {
      throw new Unavailable(
          "Accounts cannot be looked up for "
              + RunAs.KEY
              + ": getent cannot be started ("
              + e.getMessage()
              + "). Install it; it belongs to the C library.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The look-up of an account was interrupted.", e);
    }
  }

  private static Optional<Account> none() {
    return Optional.empty();
  }

  private static Optional<Account> parse(String entry) {
    String[] parts = entry.strip().split(":", -1);
    try {
      return parts.length > GID_PART
          ? Optional.of(
              new Account(
                  parts[NAME_PART],
                  Integer.parseUnsignedInt(parts[UID_PART]),
                  Integer.parseUnsignedInt(parts[GID_PART])))
          : none();
    } catch (NumberFormatException e) {
      return none(); // not an entry of a user database
    }
  }

  /** The user id of this process; empty where the system does not tell, as outside Linux. */
  static Optional<Integer> ownUid() {
    Path self = Path.of("/proc/self");
    return Files.exists(self) ? Optional.of(id(self, "unix:uid")) : Optional.empty();
  }

  /** The user id to which a file or folder belongs. */
  static int ownerOf(Path path) {
    return id(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /** The id of its group. */
  static int groupOf(Path path) {
    return id(path, "unix:gid", LinkOption.NOFOLLOW_LINKS);
  }

  private static int id(Path path, String which, LinkOption... options) {
    try {
      return (Integer) Files.getAttribute(path, which, options);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell whose " + path + " is", e);
    }
  }

  /** Gives a file or folder to this account; only root can. */
  void own(Path path) {
    try {
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot give " + path + " to the account " + name, e);
    }
  }
}
