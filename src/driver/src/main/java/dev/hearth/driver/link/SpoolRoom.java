package dev.hearth.driver.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory and disk that the spools of a session share. Its monitor guards both sums; spools call
 * it while they hold their own monitor, never the other way round.
 */
final class SpoolRoom {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolRoom.class);

  /** What an entry in memory costs beside its bytes, roughly. */
  private static final int ENTRY_OVERHEAD = 96;

  private static final long DISK_RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Path directory;
  private final SpoolLimits limits;
  private long memory;
  private long disk;
  private boolean diskFailed;
  private long diskFailedAt;

  SpoolRoom(Path directory, SpoolLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  synchronized boolean hasMemory(int bytes) {
    return memory + bytes + ENTRY_OVERHEAD <= limits.memoryBytes();
  }

  synchronized boolean hasDisk(int bytes) {
    boolean working = !diskFailed || System.nanoTime() - diskFailedAt > DISK_RETRY_NANOS;
    return working && disk + bytes <= limits.diskBytes();
  }

  synchronized void takeMemory(int bytes) {
    memory += bytes + ENTRY_OVERHEAD;
  }

  synchronized void freeMemory(int bytes) {
    memory -= bytes + ENTRY_OVERHEAD;
  }

  synchronized void takeDisk(long bytes) {
    disk += bytes;
    diskFailed = false;
  }

  synchronized void freeDisk(long bytes) {
    disk -= bytes;
  }

  /** Bytes in memory, with what their entries cost. */
  synchronized long memoryBytes() {
    return memory;
  }

  synchronized long diskBytes() {
    return disk;
  }

  int segmentBytes() {
    return limits.segmentBytes();
  }

  Path newFile() throws IOException {
    Files.createDirectories(directory);
    return Files.createTempFile(directory, "outputs-", ".spool");
  }

  /** The disk is left alone for a while, so that each line printed does not try it again. */
  synchronized void diskFailed(IOException failure) {
    if (!diskFailed) {
      LOG.error("Outputs cannot be kept in {}; is the disk full?", directory, failure);
    }
    diskFailed = true;
    diskFailedAt = System.nanoTime();
  }
}
