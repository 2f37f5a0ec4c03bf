package dev.hearth.gateway.session.cluster;

import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Numbers in Spark's configuration. */
public final class SparkNumbers {
  /** Spark's default for {@code spark.executor.instances} on Kubernetes. */
  private static final int EXECUTORS = 2;

  private SparkNumbers() {}

  /**
   * A whole number from 0.
   *
   * @throws IllegalArgumentException naming the key, if it is none
   */
  public static int whole(Map<String, String> conf, String key, int otherwise) {
    String value = conf.get(key);
    try {
      int number = value == null ? otherwise : Integer.parseInt(value.strip());
      if (number >= 0) {
        return number;
      }
      throw new IllegalArgumentException(key + " must not be below 0.");
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number, not '" + value + "'.", e);
    }
  }

  /** A number from 0; throws like {@link #whole}. */
  static double fraction(Map<String, String> conf, String key, double otherwise) {
    String value = conf.get(key);
    try {
      double number = value == null ? otherwise : Double.parseDouble(value.strip());
      if (number >= 0 && Double.isFinite(number)) {
        return number;
      }
      throw new IllegalArgumentException(key + " is '" + value + "'; it must not be below 0.");
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a number, not '" + value + "'.", e);
    }
  }

  static boolean isTrue(Map<String, String> conf, String key) {
    return Boolean.parseBoolean(conf.getOrDefault(key, "").strip());
  }

  /**
   * How many executors there are at most: with dynamic allocation as many as there may be, which
   * Spark does not limit by itself, or as it starts with, which Spark does not compare with that.
   *
   * @throws IllegalArgumentException if that cannot be told
   */
  public static int executors(Map<String, String> conf) {
    if (!isTrue(conf, "spark.dynamicAllocation.enabled")) {
      return whole(conf, "spark.executor.instances", EXECUTORS);
    }
    if (conf.get("spark.dynamicAllocation.maxExecutors") == null) {
      throw new IllegalArgumentException(
          "with spark.dynamicAllocation.enabled, spark.dynamicAllocation.maxExecutors must say how"
              + " many executors there may be.");
    }
    return Stream.of(
            "spark.executor.instances",
            "spark.dynamicAllocation.initialExecutors",
            "spark.dynamicAllocation.minExecutors",
            "spark.dynamicAllocation.maxExecutors")
        .mapToInt(key -> whole(conf, key, 0))
        .max()
        .orElseThrow();
  }

  /** A size in MiB, of a setting that Spark reads in MiB; throws like {@link #whole}. */
  static long mebibytes(Map<String, String> conf, String key, String otherwise) {
    return size(conf, key, otherwise, SparkSize::mebibytes);
  }

  /** A size in MiB, of a setting that Spark reads in bytes; throws like {@link #whole}. */
  static long mebibytesOfBytes(Map<String, String> conf, String key, String otherwise) {
    return size(conf, key, otherwise, SparkSize::mebibytesOfBytes);
  }

  private static long size(
      Map<String, String> conf, String key, String otherwise, ToLongFunction<String> unit) {
    try {
      return unit.applyAsLong(conf.getOrDefault(key, otherwise));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }
}
