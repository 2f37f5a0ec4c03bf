package dev.hearth.gateway.launch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A driver's process, recognised again by a later gateway. Process ids are used again, so the id
 * alone says nothing.
 *
 * @param pid process id
 * @param startedAt as the operating system tells it, in milliseconds
 */
record DriverProcess(UUID sessionId, long pid, Instant startedAt) {
  /** The system derives start instants from the time of boot, which it rounds to seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  static DriverProcess of(UUID sessionId, ProcessHandle process) {
    Instant startedAt = process.info().startInstant().orElse(Instant.EPOCH);
    return new DriverProcess(
        sessionId, process.pid(), Instant.ofEpochMilli(startedAt.toEpochMilli()));
  }

  /** What {@link #handle} has written; empty if it is something else. */
  static Optional<DriverProcess> parse(UUID sessionId, String handle) {
    String[] parts = handle.strip().split("@", -1);
    try {
      return parts.length == 2
          ? Optional.of(
              new DriverProcess(
                  sessionId,
                  Long.parseLong(parts[0]),
                  Instant.ofEpochMilli(Long.parseLong(parts[1]))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String handle() {
    return pid + "@" + startedAt.toEpochMilli();
  }

  /** The process, if it runs and is still the driver. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !isZombie(pid))
        .filter(this::isTheDriver);
  }

  /**
   * A change of the clock shifts the start instants of all processes; the command line then tells.
   */
  private boolean isTheDriver(ProcessHandle process) {
    boolean sameStart =
        process
            .info()
            .startInstant()
            .filter(start -> Duration.between(start, startedAt).abs().compareTo(ROUNDING) <= 0)
            .isPresent();
    return sameStart
        || process
            .info()
            .arguments()
            .filter(arguments -> Arrays.asList(arguments).contains(DriverCommand.mark(sessionId)))
            .isPresent();
  }

  /**
   * Whether it has ended, and only waits for its parent to ask how. After a restart of the gateway
   * that is the first process of the machine or container, which may never ask.
   */
  static boolean isZombie(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String line = Files.readString(stat);
      // The state follows the name in parentheses, which may itself hold any character.
      int state = line.lastIndexOf(')') + 2;
      return state < line.length() && line.charAt(state) == 'Z';
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // It ended while it was read, or the system tells us less; isAlive has the last word.
      return false;
    }
  }
}
