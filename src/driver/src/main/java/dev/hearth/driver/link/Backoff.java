package dev.hearth.driver.link;

import java.util.concurrent.ThreadLocalRandom;

/** Waits between dials: doubling, with jitter, so that many drivers do not dial in step. */
final class Backoff {
  private final long first;
  private final long longest;
  private long next;

  Backoff(LinkTiming timing) {
    this.first = timing.firstRetry().toNanos();
    this.longest = timing.longestRetry().toNanos();
    this.next = first;
  }

  void reset() {
    next = first;
  }

  /** Nanoseconds: between half and the whole of what is due. */
  long nextNanos() {
    long due = next;
    next = Math.min(longest, next * 2);
    return ThreadLocalRandom.current().nextLong(due / 2, due + 1);
  }
}
