package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.HomeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One session's folder under {@code sessions} of the home; only its owner may look into it. While
 * the driver runs, {@code driver.pid} says which process it is.
 */
record SessionFolder(UUID sessionId, Path path) {
  private static final String OWNER_ONLY = "rwx------";
  private static final String OTHERS_PASS_THROUGH = "rwx--x--x";

  static SessionFolder of(Path sessions, UUID sessionId) {
    return new SessionFolder(sessionId, sessions.resolve(sessionId.toString()));
  }

  /** Those that exist. Whatever else lies in the folder is none of ours. */
  static List<SessionFolder> in(Path sessions) {
    try (Stream<Path> folders = Files.list(sessions)) {
      return folders.flatMap(folder -> named(folder).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + sessions, e);
    }
  }

  private static Optional<SessionFolder> named(Path folder) {
    try {
      return Optional.of(
          new SessionFolder(UUID.fromString(folder.getFileName().toString()), folder));
    } catch (IllegalArgumentException notASession) {
      return Optional.empty();
    }
  }

  /** Where the driver works unless it is told another place. */
  Path work() {
    return path.resolve("work");
  }

  /** Output that the gateway has not acknowledged. */
  Path spool() {
    return path.resolve("spool");
  }

  /** Classes of the cells. */
  Path repl() {
    return path.resolve("repl");
  }

  /** What Spark and native libraries write for the time of the session. */
  Path temporary() {
    return path.resolve("tmp");
  }

  DriverLog log() {
    return new DriverLog(path.resolve("driver.log"));
  }

  /** Options of the driver's JVM that may be secret. */
  Path options() {
    return path.resolve("driver.options");
  }

  private Path pidFile() {
    return path.resolve("driver.pid");
  }

  /**
   * Makes it. What the driver writes belongs to its account; the folder itself and the note of its
   * process stay the gateway's, lest links in it lead root astray.
   *
   * @param account under which the driver runs, if not the gateway's own
   */
  void make(Optional<Account> account) {
    HearthHome.ownerOnly(path);
    HomeFile.allow(path, account.isPresent() ? OTHERS_PASS_THROUGH : OWNER_ONLY);
    List<Path> drivers = List.of(work(), spool(), repl(), temporary());
    drivers.forEach(HearthHome::ownerOnly);
    log().make();
    account.ifPresent(
        owner -> {
          drivers.forEach(owner::own);
          owner.own(log().file());
        });
  }

  /** Writes the options of the driver's JVM, for the driver alone. */
  void writeOptions(String options, Optional<Account> account) {
    HomeFile.replace(options(), options, HomeFile.OWNER_ONLY);
    account.ifPresent(owner -> owner.own(options()));
  }

  /** Notes which process the driver is. */
  void note(DriverProcess driver) {
    HomeFile.replace(pidFile(), driver.handle() + "\n", HomeFile.OWNER_ONLY);
  }

  /** The driver as noted, if its process still runs. */
  Optional<DriverProcess> driver() {
    try {
      return DriverProcess.parse(sessionId, Files.readString(pidFile()))
          .filter(driver -> driver.running().isPresent());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + pidFile(), e);
    }
  }

  /** Removes what is of no use once the driver is gone; its log and its work stay for a while. */
  void driverIsGone() {
    List.of(spool(), repl(), temporary(), options(), pidFile()).forEach(TreeRemoval::of);
  }

  /** When the last thing happened in it. */
  Instant touchedAt() {
    try {
      Path log = log().file();
      return Files.getLastModifiedTime(Files.exists(log) ? log : path).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  void delete() {
    TreeRemoval.of(path);
  }
}
