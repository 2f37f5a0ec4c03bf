package dev.hearth.driver.magic;

import java.util.Locale;

/** Measures what {@code %%timeit} runs. Called from compiled cells. */
public final class Timing {
  private static final long ROUND_NANOS = 200_000_000;

  private Timing() {}

  /**
   * Runs something and says how long a run takes: mean and standard deviation over the rounds, and
   * the best.
   *
   * @param runs per round; 0 for as many as take 0.2 s
   */
  public static String measure(int runs, int rounds, Runnable code) {
    int perRound = runs > 0 ? runs : runsPerRound(code);
    double[] nanos = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long begin = System.nanoTime();
      for (int run = 0; run < perRound; run++) {
        code.run();
      }
      nanos[round] = (System.nanoTime() - begin) / (double) perRound;
    }
    double mean = 0;
    double best = Double.MAX_VALUE;
    for (double each : nanos) {
      mean += each / rounds;
      best = Math.min(best, each);
    }
    double variance = 0;
    for (double each : nanos) {
      variance += (each - mean) * (each - mean) / rounds;
    }
    return String.format(
        Locale.ROOT,
        "%s ± %s per run, best %s (%d %s of %d)",
        text(mean),
        text(Math.sqrt(variance)),
        text(best),
        rounds,
        rounds == 1 ? "round" : "rounds",
        perRound);
  }

  private static int runsPerRound(Runnable code) {
    int runs = 1;
    while (runs < 1_000_000) {
      long begin = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        code.run();
      }
      if (System.nanoTime() - begin >= ROUND_NANOS / 2) {
        return runs;
      }
      runs *= 4;
    }
    return runs;
  }

  /** {@code 850 ns}, {@code 12.3 µs}, {@code 4.56 ms}, {@code 1.20 s}. */
  static String text(double nanos) {
    String[] units = {"ns", "µs", "ms", "s"};
    double value = nanos;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.3g %s", value, units[unit]);
  }
}
