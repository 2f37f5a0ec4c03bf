package dev.hearth.demo.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Drivers that a stand-in before this one has left, when it was killed. */
final class Leftovers {
  private static final Logger LOG = Logger.getLogger(Leftovers.class.getName());
  private static final long ROUNDING_MILLIS = 2_000;

  private Leftovers() {}

  /** By which a process is known again. */
  static String mark(ProcessHandle process) {
    return process.pid() + "@" + process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }

  /** Ends those of a folder of runs. */
  static void end(Path runs) {
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (Stream<Path> folders = Files.list(runs)) {
      folders.map(RunFolder::new).filter(run -> Files.exists(run.pid())).forEach(Leftovers::end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(RunFolder run) {
    try {
      String[] mark = Files.readString(run.pid()).strip().split("@");
      long startedAt = Long.parseLong(mark[1]);
      ProcessHandle.of(Long.parseLong(mark[0]))
          .filter(process -> startedAbout(process, startedAt))
          .ifPresent(
              process -> {
                LOG.info("A driver that was left over is ended: process " + process.pid());
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run.driverIsGone();
  }

  /** Process ids are used again. */
  private static boolean startedAbout(ProcessHandle process, long millis) {
    return process
        .info()
        .startInstant()
        .map(start -> Math.abs(start.toEpochMilli() - millis) <= ROUNDING_MILLIS)
        .orElse(false);
  }
}
