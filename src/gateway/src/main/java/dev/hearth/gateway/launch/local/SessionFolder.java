package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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

  private Path pidFile() {
    return path.resolve("driver.pid");
  }

  void make() {
    List.of(path, work(), spool(), repl(), temporary()).forEach(HearthHome::ownerOnly);
  }

  /** Notes which process the driver is. */
  void note(DriverProcess driver) {
    Path next = path.resolve("driver.pid.next");
    try {
      Files.writeString(next, driver.handle() + "\n");
      Files.move(next, pidFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + pidFile(), e);
    }
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
    List.of(spool(), repl(), temporary(), pidFile()).forEach(SessionFolder::delete);
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
    delete(path);
  }

  /** Deletes a tree, not following links. */
  private static void delete(Path tree) {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                // Removed by somebody else meanwhile, which is just as well.
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + tree, e);
    }
  }
}
