package dev.hearth.gateway.kernel.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest entries of a journal in memory, without a hole, so that live readers need no disk. The
 * appender adds, readers copy references, {@link TailMemory} empties it; the monitor guards all.
 */
final class HotTail {
  /** What an entry costs besides its frame, roughly: two headers, references, the slot. */
  private static final int OVERHEAD = 128;

  private static final int SMALLEST = 16;

  private final long capacity;
  private final TailMemory memory;

  /** The entry of number n is at n modulo the length, which is a power of two. */
  private JournalItem.Entry[] ring = new JournalItem.Entry[SMALLEST];

  private long first;
  private long last = -1;
  private volatile long bytes;
  private volatile long touched = System.nanoTime();

  HotTail(long capacity, TailMemory memory) {
    this.capacity = capacity;
    this.memory = memory;
    memory.join(this);
  }

  long bytes() {
    return bytes;
  }

  /** When something was last added, in {@link System#nanoTime()}. */
  long touched() {
    return touched;
  }

  /**
   * Adds the newest entry with a copy of its frame; only one that follows the last, or is first.
   */
  void add(long number, long origin, long atMillis, ByteBuffer frame) {
    long cost = frame.remaining() + OVERHEAD;
    if (cost > capacity) {
      clear();
      return;
    }
    byte[] copy = new byte[frame.remaining()];
    frame.get(frame.position(), copy);
    long delta = put(new JournalItem.Entry(number, origin, atMillis, ByteBuffer.wrap(copy)), cost);
    memory.changed(delta);
  }

  private synchronized long put(JournalItem.Entry entry, long cost) {
    long before = bytes;
    long now = before + cost;
    if (last < first) {
      first = entry.number();
    }
    while (now > capacity) {
      now -= removeFirst();
    }
    if (entry.number() - first == ring.length) {
      grow();
    }
    ring[slot(entry.number())] = entry;
    last = entry.number();
    bytes = now;
    touched = System.nanoTime();
    return now - before;
  }

  private long removeFirst() {
    int slot = slot(first);
    long cost = ring[slot].frame().capacity() + OVERHEAD;
    ring[slot] = null;
    first++;
    return cost;
  }

  private void grow() {
    JournalItem.Entry[] larger = new JournalItem.Entry[2 * ring.length];
    for (long number = first; number <= last; number++) {
      larger[(int) (number & (larger.length - 1))] = ring[slot(number)];
    }
    ring = larger;
  }

  private int slot(long number) {
    return (int) (number & (ring.length - 1));
  }

  /**
   * What follows from the number on, as {@link Cursor#read} does; empty if the number is not here.
   */
  synchronized List<JournalItem.Entry> read(long from, long upTo, int maxBytes) {
    if (from < first || from > last) {
      return List.of();
    }
    List<JournalItem.Entry> items = new ArrayList<>();
    long left = maxBytes;
    for (long number = from; number <= Math.min(last, upTo); number++) {
      JournalItem.Entry entry = ring[slot(number)];
      left -= entry.frame().capacity() + RecordLayout.HEADER;
      if (left < 0 && !items.isEmpty()) {
        break;
      }
      // Each reader gets a position of its own; the bytes are shared.
      items.add(
          new JournalItem.Entry(
              number, entry.origin(), entry.atMillis(), entry.frame().duplicate()));
    }
    return items;
  }

  /** Forgets all entries. */
  void clear() {
    memory.changed(-forget());
  }

  private synchronized long forget() {
    long before = bytes;
    ring = new JournalItem.Entry[SMALLEST];
    first = 0;
    last = -1;
    bytes = 0;
    return before;
  }
}
