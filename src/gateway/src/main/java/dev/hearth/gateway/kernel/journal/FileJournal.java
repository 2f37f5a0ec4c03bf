package dev.hearth.gateway.kernel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A journal in a folder. Appending is guarded by this object's monitor; readers take it never, and
 * find the newest entries in memory, older ones in the files. Listeners run on the appending thread
 * after the monitor is released.
 *
 * <p>Opening repairs what a crash has left: an incomplete record at the end is cut off, with a
 * warning in the log. Whatever is damaged elsewhere is read as a {@link JournalItem.Gap}. Closed,
 * it can still be read; deleted, it reads as if it had come to its end.
 */
public final class FileJournal implements Journal {
  private static final System.Logger LOG = System.getLogger(FileJournal.class.getName());
  private static final String CLIENTS = "clients";

  private final Path folder;
  private final Clock clock;
  private final SegmentLog log;
  private final PositionTable clients;
  private final TailMemory memory;
  private final HotTail tail;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile long lastNumber;
  private volatile long lastOrigin;
  private volatile boolean closed;

  private FileJournal(
      Path folder,
      Clock clock,
      SegmentLog log,
      PositionTable clients,
      long tailBytes,
      TailMemory memory) {
    this.folder = folder;
    this.clock = clock;
    this.log = log;
    this.clients = clients;
    this.memory = memory;
    this.tail = new HotTail(tailBytes, memory);
    this.lastNumber = log.lastNumber();
    this.lastOrigin = log.lastOrigin();
    clients.limitTo(lastNumber);
  }

  /**
   * Opens the journal in a folder, which is created if there is none. One process and one instance
   * at a time; {@link Journals} sees to that.
   *
   * @throws JournalException if the disk refuses
   */
  public static FileJournal open(Path folder, JournalSettings settings, Clock clock) {
    return open(folder, settings, clock, new TailMemory(settings.totalTailBytes()));
  }

  static FileJournal open(Path folder, JournalSettings settings, Clock clock, TailMemory memory) {
    try {
      SegmentLog log = SegmentLog.open(folder, settings);
      try {
        PositionTable clients = PositionTable.open(folder.resolve(CLIENTS), settings.clientSlots());
        return new FileJournal(folder, clock, log, clients, settings.tailBytes(), memory);
      } catch (IOException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw JournalException.cannot("open the journal", folder, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws JournalException if the disk refuses; the journal is then as before, and the message
   *     may be appended again
   * @throws IllegalStateException if the journal is closed
   */
  @Override
  public long append(long origin, ByteBuffer frame) {
    if (origin < 0) {
      throw new IllegalArgumentException("An origin is 0 or more, not " + origin);
    }
    long number = write(origin, frame);
    if (number != 0) {
      listeners.forEach(FileJournal::wake);
    }
    return number;
  }

  private synchronized long write(long origin, ByteBuffer frame) {
    if (closed) {
      throw new IllegalStateException("The journal in " + folder + " is closed");
    }
    if (origin != 0 && origin <= lastOrigin) {
      return 0;
    }
    long now = clock.millis();
    long number;
    try {
      number = log.append(origin, now, frame);
    } catch (IOException e) {
      throw JournalException.cannot("append to the journal", folder, e);
    }
    tail.add(number, origin, now, frame);
    lastOrigin = log.lastOrigin();
    // Last: who sees the number finds the entry in the tail.
    lastNumber = number;
    return number;
  }

  /** The message is durable, so a listener that fails must not make its emitter send it again. */
  private static void wake(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A listener of a journal failed", e);
    }
  }

  @Override
  public long firstNumber() {
    return log.firstNumber().orElseGet(() -> lastNumber + 1);
  }

  @Override
  public long lastNumber() {
    return lastNumber;
  }

  @Override
  public long lastOrigin() {
    return lastOrigin;
  }

  /** Bytes on disk, without the small table of clients' positions. */
  public synchronized long size() {
    return log.size();
  }

  @Override
  public Cursor after(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("A journal is read after 0 or more, not " + number);
    }
    return new FileCursor(this, Math.min(number, lastNumber));
  }

  /**
   * Reads entries from the number on, which is not beyond the last one. Any thread.
   *
   * @param hint where that entry is, if known
   */
  Batch read(long from, int maxBytes, Optional<Spot> hint) {
    long last = lastNumber;
    Batch batch = new Batch(from, last, maxBytes);
    for (JournalItem.Entry entry : tail.read(from, last, maxBytes)) {
      batch.add(entry);
    }
    if (batch.items().isEmpty()) {
      try {
        log.read(batch, hint);
      } catch (IOException e) {
        throw JournalException.cannot("read the journal", folder, e);
      }
    }
    return batch;
  }

  @Override
  public AutoCloseable onAppend(Runnable listener) {
    // Wrapped, so that a listener that is added twice is removed once.
    Runnable own = listener::run;
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  @Override
  public Optional<Long> confirmed(String clientSession) {
    OptionalLong position = clients.get(PositionTable.key(clientSession));
    return position.isPresent() ? Optional.of(position.getAsLong()) : Optional.empty();
  }

  @Override
  public void confirm(String clientSession, long number) {
    if (number < 0 || number > lastNumber) {
      throw new IllegalArgumentException(
          "A client cannot have message " + number + " of a journal that ends at " + lastNumber);
    }
    clients.advance(PositionTable.key(clientSession), number);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      memory.leave(tail);
      listeners.clear();
      try {
        closeFiles();
      } catch (IOException e) {
        throw JournalException.cannot("close the journal", folder, e);
      }
    }
  }

  private void closeFiles() throws IOException {
    try {
      log.close();
    } finally {
      clients.close();
    }
  }

  @Override
  public synchronized void delete() {
    close();
    try {
      log.delete();
      Files.deleteIfExists(folder.resolve(CLIENTS));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw JournalException.cannot("delete the journal", folder, e);
    }
  }
}
