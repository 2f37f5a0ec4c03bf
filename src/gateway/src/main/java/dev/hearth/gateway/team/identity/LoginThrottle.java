package dev.hearth.gateway.team.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Locks out addresses that show one wrong credential after another: after {@value #FAILURES}
 * different ones within a minute for half a minute, then for twice as long each time, up to a
 * quarter of an hour. The same wrong one counts once, for a forgotten browser tab asks with it
 * every few seconds. An hour without a failure forgets all. Safe from any thread; of many
 * addresses, those that failed longest ago are forgotten first.
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
   * @param failures fingerprints of the credentials that were wrong since {@code since}
   * @param locks how often the address was locked out
   */
  private record Record(Set<String> failures, Instant since, int locks, Instant lockedUntil) {}

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

  /** What a wrong credential means: one that is known to be wrong, a new one, or one too many. */
  public enum Failure {
    AGAIN,
    NEW,
    LOCKS
  }

  /**
   * A credential from there was wrong.
   *
   * @param fingerprint of the credential: see {@link Authentication#fingerprint}
   */
  public synchronized Failure failed(String address, String fingerprint) {
    Instant now = clock.instant();
    Record record = records.get(address);
    if (record == null || now.isAfter(record.since().plus(FORGIVEN))) {
      record = new Record(Set.of(), now, 0, Instant.EPOCH);
    } else if (now.isAfter(record.since().plus(WINDOW))) {
      record = new Record(Set.of(), now, record.locks(), record.lockedUntil());
    }
    Set<String> failures = new HashSet<>(record.failures());
    boolean isNew = failures.add(fingerprint);
    boolean locks = failures.size() >= FAILURES;
    records.put(
        address,
        locks
            ? new Record(Set.of(), now, record.locks() + 1, now.plus(lock(record.locks())))
            : new Record(failures, record.since(), record.locks(), record.lockedUntil()));
    return locks ? Failure.LOCKS : isNew ? Failure.NEW : Failure.AGAIN;
  }

  private static Duration lock(int earlier) {
    Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(earlier, 10));
    return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
  }
}
