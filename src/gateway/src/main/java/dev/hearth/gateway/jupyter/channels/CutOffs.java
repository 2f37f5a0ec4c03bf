package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.KernelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Kernels whose client without a session id has lost its connection and will dial again, as Jupyter
 * servers before 2.14.2 do for about half a minute. After a start of the gateway that holds for all
 * kernels. Safe from any thread.
 */
final class CutOffs {
  /** Longer than such servers try. */
  private static final Duration LATELY = Duration.ofMinutes(2);

  private final Clock clock;
  private final Instant started;
  private final Map<KernelId, Instant> broken = new ConcurrentHashMap<>();

  CutOffs(Clock clock) {
    this.clock = clock;
    this.started = clock.instant();
  }

  void add(KernelId kernel) {
    Instant now = clock.instant();
    broken.values().removeIf(since -> isLong(since, now));
    broken.put(kernel, now);
  }

  boolean lately(KernelId kernel) {
    Instant now = clock.instant();
    Instant since = broken.getOrDefault(kernel, started);
    return !isLong(since, now);
  }

  private static boolean isLong(Instant since, Instant now) {
    return since.plus(LATELY).isBefore(now);
  }
}
