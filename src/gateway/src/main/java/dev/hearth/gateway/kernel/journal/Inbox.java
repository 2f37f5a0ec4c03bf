package dev.hearth.gateway.kernel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Client requests that no driver has taken yet, numbered from 1, in a folder. What {@link #append}
 * or {@link #settle} has returned survives the death of the process, and a number is never given
 * twice. Any thread; the monitor guards all.
 */
public final class Inbox implements AutoCloseable {
  private static final String SETTLED = "settled";
  private static final long KEY = PositionTable.key(SETTLED);

  /**
   * A request.
   *
   * @param atMillis when it was appended, epoch milliseconds
   */
  public record Entry(long number, long atMillis, ByteBuffer frame) {}

  private final Path folder;
  private final Clock clock;
  private final SegmentLog log;
  private final PositionTable table;
  private boolean closed;

  private Inbox(Path folder, Clock clock, SegmentLog log, PositionTable table) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.log = log;
    this.table = table;
    log.skipTo(settled());
    log.dropThrough(settled());
  }

  /**
   * Opens the inbox in a folder, which is created if there is none. One process and one instance at
   * a time; {@link Journals} sees to that.
   *
   * @param settings of which the size of segments and the fsync count; an inbox has no size limit,
   *     since a request that was accepted must not be dropped
   * @throws JournalException if the disk refuses
   */
  public static Inbox open(Path folder, JournalSettings settings, Clock clock) {
    JournalSettings unlimited =
        new JournalSettings(settings.segmentBytes(), Long.MAX_VALUE, 0, 0, 1, settings.fsync());
    try {
      SegmentLog log = SegmentLog.open(folder, unlimited);
      try {
        PositionTable table = PositionTable.open(folder.resolve(SETTLED), 1);
        // A power failure may have taken requests that were settled; their numbers stay given.
        long settled = table.get(KEY).orElse(0);
        log.skipTo(settled);
        log.dropThrough(settled);
        return new Inbox(folder, clock, log, table);
      } catch (IOException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw JournalException.cannot("open the inbox", folder, e);
    }
  }

  /**
   * Appends a request and returns its number.
   *
   * @throws JournalException if the disk refuses; the inbox is then as before
   * @throws IllegalStateException if it is closed
   */
  public synchronized long append(ByteBuffer frame) {
    requireOpen();
    try {
      return log.append(0, clock.millis(), frame);
    } catch (IOException e) {
      throw JournalException.cannot("append to the inbox", folder, e);
    }
  }

  /**
   * Forgets the requests up to the number, since a driver has them. A number beyond the last one
   * counts as given: the next request follows it. So a driver that remembers more than a disk after
   * a power failure is never sent a number that it has seen.
   *
   * @throws JournalException if the disk refuses
   * @throws IllegalStateException if it is closed
   */
  public synchronized void settle(long upTo) {
    requireOpen();
    if (upTo <= settled()) {
      return;
    }
    try {
      // First: no number that is settled may be given, even if the next step fails.
      log.skipTo(upTo);
    } catch (IOException e) {
      throw JournalException.cannot("settle requests", folder, e);
    }
    table.advance(KEY, upTo);
    log.dropThrough(upTo);
  }

  /**
   * The requests that are not settled, in order; one that a damaged disk has lost is missing.
   *
   * @throws JournalException if the disk refuses
   */
  public synchronized List<Entry> pending() {
    Batch batch = new Batch(settled() + 1, lastNumber(), Long.MAX_VALUE);
    try {
      log.read(batch, Optional.empty());
    } catch (IOException e) {
      throw JournalException.cannot("read the inbox", folder, e);
    }
    List<Entry> pending = new ArrayList<>();
    for (JournalItem item : batch.items()) {
      if (item instanceof JournalItem.Entry entry) {
        pending.add(new Entry(entry.number(), entry.atMillis(), entry.frame()));
      }
    }
    return pending;
  }

  /** The number of the newest request; 0 if there never was one. */
  public synchronized long lastNumber() {
    return log.lastNumber();
  }

  /** The number up to which requests are settled; 0 if none is. */
  public synchronized long settled() {
    return table.get(KEY).orElse(0);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The inbox in " + folder + " is closed");
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Closes the files; what is pending stays. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        closeFiles();
      } catch (IOException e) {
        throw JournalException.cannot("close the inbox", folder, e);
      }
    }
  }

  private void closeFiles() throws IOException {
    try {
      log.close();
    } finally {
      table.close();
    }
  }

  /** Closes and removes the files. */
  public synchronized void delete() {
    close();
    try {
      log.delete();
      Files.deleteIfExists(folder.resolve(SETTLED));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw JournalException.cannot("delete the inbox", folder, e);
    }
  }
}
