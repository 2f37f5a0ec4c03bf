package dev.hearth.gateway.kernel.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one call of {@link Cursor#read} gathers. For one thread. */
final class Batch {
  private final List<JournalItem> items = new ArrayList<>();
  private final long last;
  private long left;
  private long next;
  private boolean full;
  private Spot resume;

  /**
   * @param next the first number to gather
   * @param last the number with which to stop
   * @param maxBytes how much, counting each record with its header
   */
  Batch(long next, long last, long maxBytes) {
    this.next = next;
    this.last = last;
    this.left = maxBytes;
  }

  boolean isComplete() {
    return full || next > last;
  }

  /** The number that it waits for. */
  long next() {
    return next;
  }

  /** The number with which it ends, at the latest. */
  long last() {
    return last;
  }

  /** Whether a frame of that size may be added; if not, the batch is complete. */
  boolean takes(int frameBytes) {
    full = !items.isEmpty() && frameBytes + RecordLayout.HEADER > left;
    return !full;
  }

  void add(JournalItem.Entry entry) {
    items.add(entry);
    left -= entry.frame().remaining() + RecordLayout.HEADER;
    next = entry.number() + 1;
  }

  /** Says that everything up to the number is not there; one gap, however it came about. */
  void miss(long upTo) {
    if (upTo < next) {
      return;
    }
    int before = items.size() - 1;
    if (before >= 0 && items.get(before) instanceof JournalItem.Gap gap) {
      items.set(before, new JournalItem.Gap(gap.first(), upTo));
    } else {
      items.add(new JournalItem.Gap(next, upTo));
    }
    next = upTo + 1;
  }

  /** Where the record {@link #next()} is, if it is known. */
  Optional<Spot> resume() {
    return Optional.ofNullable(resume);
  }

  void resumeAt(Spot spot) {
    resume = spot;
  }

  List<JournalItem> items() {
    return items;
  }
}
