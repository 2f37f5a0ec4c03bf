package dev.hearth.gateway.session;

import dev.hearth.gateway.team.Principal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session has of its team's quota, or has had today.
 *
 * @param name chosen by a user
 * @param from when it was admitted; empty while it waits
 * @param until when it ended; empty while it lives
 */
record Booking(
    SessionId session,
    Principal owner,
    Optional<String> name,
    String profile,
    Demand demand,
    Instant requestedAt,
    Optional<Instant> from,
    Optional<Instant> until) {
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  boolean waits() {
    return from.isEmpty() && until.isEmpty();
  }

  /** Whether it holds cores, memory and GPUs now. */
  boolean holds() {
    return from.isPresent() && until.isEmpty();
  }

  /** What it has cost between two instants. */
  BigDecimal cost(Instant begin, Instant end) {
    if (from.isEmpty()) {
      return BigDecimal.ZERO;
    }
    Instant first = from.get().isAfter(begin) ? from.get() : begin;
    Instant last = until.filter(ended -> ended.isBefore(end)).orElse(end);
    long seconds = Math.max(0, Duration.between(first, last).toSeconds());
    return demand
        .pricePerHour()
        .multiply(BigDecimal.valueOf(seconds))
        .divide(SECONDS_PER_HOUR, MathContext.DECIMAL64);
  }
}
