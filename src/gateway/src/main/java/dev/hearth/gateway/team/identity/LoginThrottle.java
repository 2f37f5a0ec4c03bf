package dev.hearth.gateway.team.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Locks out addresses that show wrong credentials again and again: after {@value #FAILURES} within
 * a minute for half a minute, then for twice as long each time, up to a quarter of an hour. An hour
 * without a failure forgets all. Safe from any thread; of many addresses, those that failed longest
 * ago are forgotten first.
 */
public final class LoginThrottle {
  static final int FAILURES = 10;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
  private static final Duration FORGIVEN = Duration.ofHours(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final Clock clock;

  /** In the order of the latest failure. */
  private final Map<String, Record> records =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Record> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * @param failures since {@code since}
   * @param locks how often the address was locked out
   */
  private record Record(int failures, Instant since, int locks, Instant lockedUntil) {}

  public LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How long an address is still locked out; empty if it is not. */
  public synchronized Optional<Duration> locked(String address) {
    Record record = records.get(address);
    Instant now = clock.instant();
    return record != null && now.isBefore(record.lockedUntil())
        ? Optional.of(Duration.between(now, record.lockedUntil()))
        : Optional.empty();
  }

  /** A credential from there was wrong. Returns whether that locks the address out. */
  public synchronized boolean failed(String address) {
    Instant now = clock.instant();
    Record record = records.get(address);
    if (record == null || now.isAfter(record.since().plus(FORGIVEN))) {
      record = new Record(0, now, 0, Instant.EPOCH);
    } else if (now.isAfter(record.since().plus(WINDOW))) {
      record = new Record(0, now, record.locks(), record.lockedUntil());
    }
    int failures = record.failures() + 1;
    boolean locks = failures >= FAILURES;
    records.put(
        address,
        locks
            ? new Record(0, now, record.locks() + 1, now.plus(lock(record.locks())))
            : new Record(failures, record.since(), record.locks(), record.lockedUntil()));
    return locks;
  }

  private static Duration lock(int earlier) {
    Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(earlier, 10));
    return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
  }
}
