package dev.hearth.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Durations of repeated runs. */
record Figures(String name, long[] sortedNanos) {

  static Figures of(String name, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Figures(name, sorted);
  }

  double millis(double quantile) {
    int index = (int) Math.ceil(quantile * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / 1e6;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "  %-28s p50 %8.2f ms   p95 %8.2f ms   (n = %d)",
        name,
        millis(0.5),
        millis(0.95),
        sortedNanos.length);
  }
}
