package dev.hearth.demo.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a run's driver has of this machine's disk; for its owner only. */
record RunFolder(Path path) {
  static RunFolder make(Path runs, String id) {
    RunFolder folder = new RunFolder(runs.resolve(id));
    for (Path each : List.of(folder.path, folder.work(), folder.temporary())) {
      try {
        Files.createDirectories(each);
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }

  Path work() {
    return path.resolve("work");
  }

  Path temporary() {
    return path.resolve("tmp");
  }

  Path log() {
    return path.resolve("driver.log");
  }

  Path options() {
    return path.resolve("driver.options");
  }

  Path sparkHome() {
    return path.resolve("spark-home");
  }

  Path pid() {
    return path.resolve("driver.pid");
  }

  /** Leaves the log, and what the driver's user has written. */
  void driverIsGone() {
    for (Path each : List.of(temporary(), options(), pid(), sparkHome())) {
      remove(each);
    }
  }

  private static void remove(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + tree, e);
    }
  }
}
