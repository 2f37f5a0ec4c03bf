package dev.hearth.gateway.session.cluster;

import java.util.Map;

/**
 * What Spark asks of Kubernetes for its pods, in MiB: the heap, the overhead beside it, and for
 * executors off-heap memory ({@code BasicExecutorFeatureStep} and {@code BasicDriverFeatureStep} of
 * Spark 3.5).
 */
public final class PodMemory {
  /** Spark's {@code spark.driver.memoryOverheadFactor} for the JVM, and its least, in MiB. */
  private static final double OVERHEAD = 0.1;

  private static final long LEAST_OVERHEAD = 384;

  private PodMemory() {}

  /**
   * Of the driver.
   *
   * @throws IllegalArgumentException if a size is none
   * @throws ArithmeticException if it is more than can be counted
   */
  public static long driver(String heap, Map<String, String> conf) {
    return withOverhead(SparkSize.mebibytes(heap), conf, "driver");
  }

  /**
   * Of one executor; throws like {@link #driver}. Spark takes the factor of the heap alone;
   * counting off-heap memory in makes it a little more, never less.
   */
  public static long executor(Map<String, String> conf) {
    long heap = SparkNumbers.mebibytes(conf, "spark.executor.memory", "1g");
    return withOverhead(Math.addExact(heap, offHeap(conf)), conf, "executor");
  }

  private static long offHeap(Map<String, String> conf) {
    return Boolean.parseBoolean(conf.get("spark.memory.offHeap.enabled"))
        ? SparkNumbers.mebibytesOfBytes(conf, "spark.memory.offHeap.size", "0")
        : 0;
  }

  private static long withOverhead(long mebibytes, Map<String, String> conf, String of) {
    String overhead = "spark." + of + ".memoryOverhead";
    double factor = factor(conf.get("spark." + of + ".memoryOverheadFactor"));
    return Math.addExact(
        mebibytes,
        conf.containsKey(overhead)
            ? SparkNumbers.mebibytes(conf, overhead, "0")
            : Math.max(LEAST_OVERHEAD, (long) (mebibytes * factor)));
  }

  private static double factor(String text) {
    try {
      return text == null ? OVERHEAD : Math.max(0, Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no factor of memory.", e);
    }
  }
}
