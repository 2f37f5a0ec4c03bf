package dev.hearth.data.mortgage;

/**
 * Random numbers that are the same on every machine and in every version of Java: SplitMix64
 * (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). For one thread.
 */
final class Dice {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** The dice of one loan: independent of those of its neighbours. */
  Dice(long seed, long number) {
    state = mix(mix(seed) + number * GOLDEN_GAMMA);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 to just below 1. */
  double unit() {
    state += GOLDEN_GAMMA;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Both ends included. */
  int between(int low, int high) {
    return low + (int) (unit() * (high - low + 1));
  }

  /** Bell-shaped; StrictMath, because Math may differ in the last bit between machines. */
  double normal(double mean, double deviation) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /** Bell-shaped, rounded, cut at both ends. */
  int normal(double mean, double deviation, int low, int high) {
    return (int) Math.max(low, Math.min(high, Math.round(normal(mean, deviation))));
  }
}
