package dev.hearth.gateway.kernel.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal without files, for tests of what stands above it. Guarded by its own monitor. */
public final class MemoryJournal implements Journal {
  private final List<JournalItem.Entry> entries = new ArrayList<>();
  private final Map<String, Long> confirmed = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long first = 1;
  private long last;
  private long lastOrigin;
  private boolean deleted;

  @Override
  public long append(long origin, ByteBuffer frame) {
    synchronized (this) {
      if (origin != 0 && origin <= lastOrigin) {
        return 0;
      }
      lastOrigin = Math.max(origin, lastOrigin);
      last++;
      entries.add(new JournalItem.Entry(last, origin, 0, frame));
    }
    listeners.forEach(Runnable::run);
    return last;
  }

  /** Forgets the oldest entries, as a journal at its limit does. */
  public synchronized void dropBefore(long number) {
    entries.removeIf(entry -> entry.number() < number);
    first = number;
  }

  public synchronized boolean deleted() {
    return deleted;
  }

  @Override
  public synchronized long firstNumber() {
    return first;
  }

  @Override
  public synchronized long lastNumber() {
    return last;
  }

  @Override
  public synchronized long lastOrigin() {
    return lastOrigin;
  }

  @Override
  public Cursor after(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("A journal is read after 0 or more, not " + number);
    }
    return new MemoryCursor(number);
  }

  private synchronized List<JournalItem> read(long after, int maxBytes) {
    List<JournalItem> items = new ArrayList<>();
    long from = after + 1;
    if (from < first) {
      items.add(new JournalItem.Gap(from, first - 1));
      from = first;
    }
    int bytes = 0;
    for (long number = from; number <= last; number++) {
      JournalItem.Entry entry = entries.get((int) (number - first));
      bytes += entry.frame().remaining();
      if (bytes > maxBytes && !items.isEmpty()) {
        break;
      }
      items.add(entry);
    }
    return items;
  }

  @Override
  public AutoCloseable onAppend(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Optional<Long> confirmed(String clientSession) {
    return Optional.ofNullable(confirmed.get(clientSession));
  }

  @Override
  public void confirm(String clientSession, long number) {
    confirmed.merge(clientSession, number, Math::max);
  }

  @Override
  public void close() {}

  @Override
  public synchronized void delete() {
    deleted = true;
    dropBefore(last + 1);
  }

  private final class MemoryCursor implements Cursor {
    private long position;

    MemoryCursor(long position) {
      this.position = position;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public List<JournalItem> read(int maxBytes) {
      List<JournalItem> items = MemoryJournal.this.read(position, maxBytes);
      if (!items.isEmpty()) {
        position = items.get(items.size() - 1).number();
      }
      return items;
    }
  }
}
