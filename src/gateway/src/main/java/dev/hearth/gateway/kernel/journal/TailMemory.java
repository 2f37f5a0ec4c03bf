package dev.hearth.gateway.kernel.journal;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of all hot tails together: when it is used up, the tail whose journal has been
 * quiet for longest is emptied; its readers go to the disk. Any thread.
 */
final class TailMemory {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Set<HotTail> tails = ConcurrentHashMap.newKeySet();

  TailMemory(long limit) {
    this.limit = limit;
  }

  long used() {
    return used.get();
  }

  void join(HotTail tail) {
    tails.add(tail);
  }

  void leave(HotTail tail) {
    tails.remove(tail);
    tail.clear();
  }

  /** A tail has grown by so many bytes, or become smaller. Never called with a tail's lock held. */
  void changed(long bytes) {
    if (used.addAndGet(bytes) > limit && bytes > 0) {
      makeRoom();
    }
  }

  private synchronized void makeRoom() {
    while (used.get() > limit) {
      Optional<HotTail> coldest =
          tails.stream()
              .filter(tail -> tail.bytes() > 0)
              .min(Comparator.comparingLong(HotTail::touched));
      if (coldest.isEmpty()) {
        return;
      }
      coldest.get().clear();
    }
  }
}
