package dev.hearth.gateway.team.audit;

import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.AuditFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files with what this gateway wrote: one for each day (UTC) on which it wrote something. For
 * one thread, but for {@link #newest}.
 */
final class AuditFiles implements AutoCloseable {
  private static final int USUAL_LINE = 1 << 12;

  private final Path folder;
  private final Clock clock;
  private final Duration keep;
  private LocalDate day = LocalDate.MIN;
  private FileChannel channel;

  /**
   * Opens the newest and cuts off what a killed gateway did not finish.
   *
   * @param keep how long after their day files are kept
   */
  AuditFiles(Path folder, Clock clock, Duration keep) {
    this.folder = folder;
    this.clock = clock;
    this.keep = keep;
    try {
      List<AuditFile> files = AuditFile.in(folder);
      if (!files.isEmpty()) {
        open(files.get(files.size() - 1).day().orElseThrow());
        cutTornEnd();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the audit log in " + folder, e);
    }
  }

  private void cutTornEnd() throws IOException {
    Path file = AuditFile.of(folder, day).path();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      byte[] torn = tail(bytes, bytes.length());
      if (torn.length > 0) {
        channel.truncate(bytes.length() - torn.length);
        channel.force(true);
      }
    }
  }

  /**
   * The newest entry in the files of a folder; empty if there are none. Any thread, at any time.
   *
   * @throws MalformedMessageException if the newest line is no entry
   */
  static Optional<AuditEntry> newest(Path folder) {
    try {
      List<AuditFile> files = AuditFile.in(folder);
      for (int i = files.size() - 1; i >= 0; i--) {
        Optional<byte[]> line = lastLine(files.get(i).path());
        if (line.isPresent()) {
          return line.map(AuditEntry::parse);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the audit log in " + folder, e);
    }
  }

  private static Optional<byte[]> lastLine(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long end = bytes.length() - tail(bytes, bytes.length()).length;
      return end == 0 ? Optional.empty() : Optional.of(tail(bytes, end - 1));
    }
  }

  /** What stands behind the last line end before a place. */
  private static byte[] tail(RandomAccessFile bytes, long end) throws IOException {
    for (long length = USUAL_LINE; ; length *= 2) {
      int size = (int) Math.min(length, end);
      byte[] chunk = new byte[size];
      bytes.seek(end - size);
      bytes.readFully(chunk);
      for (int i = size - 1; i >= 0; i--) {
        if (chunk[i] == '\n') {
          return Arrays.copyOfRange(chunk, i + 1, size);
        }
      }
      if (size == end) {
        return chunk;
      }
    }
  }

  /**
   * Appends entries and forces them to the disk.
   *
   * @throws UncheckedIOException if the disk does not take them; then none was appended
   */
  void append(List<AuditEntry> entries) {
    StringBuilder lines = new StringBuilder(entries.size() * USUAL_LINE / 8);
    entries.forEach(entry -> lines.append(entry.line()).append('\n'));
    try {
      LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
      // A clock that was set back does not reopen a day: files follow one another.
      if (channel == null || today.isAfter(day)) {
        open(today);
      }
      OwnerOnlyFile.append(channel, lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to the audit log in " + folder, e);
    }
  }

  private void open(LocalDate newDay) throws IOException {
    FileChannel opened = OwnerOnlyFile.open(AuditFile.of(folder, newDay).path());
    close();
    channel = opened;
    day = newDay;
  }

  /** Removes files that are too old. */
  void expire() {
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC);
    try {
      for (AuditFile file : AuditFile.in(folder)) {
        LocalDate fileDay = file.day().orElseThrow();
        if (fileDay.isBefore(oldest) && fileDay.isBefore(day)) {
          Files.delete(file.path());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove old files of the audit log in " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the audit log in " + folder, e);
    }
  }
}
