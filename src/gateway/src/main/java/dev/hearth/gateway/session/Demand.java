package dev.hearth.gateway.session;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session takes while it runs: driver and executors together, at their most.
 *
 * @param memoryMib in MiB, with Spark's overheads
 * @param pricePerHour in the currency of the profiles' prices
 */
record Demand(int cores, long memoryMib, int gpus, BigDecimal pricePerHour) {
  static final Demand NOTHING = new Demand(0, 0, 0, BigDecimal.ZERO);

  private static final Pattern LOCAL_MASTER = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\d+)?])?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmgt]?)b?");
  private static final String RAPIDS = "com.nvidia.spark.SQLPlugin";

  /** Spark's {@code spark.driver.memoryOverheadFactor} for the JVM, and its least, in MiB. */
  private static final double OVERHEAD = 0.1;

  private static final long LEAST_OVERHEAD = 384;

  /** Spark's default for {@code spark.executor.instances} on Kubernetes. */
  private static final int EXECUTORS = 2;

  Demand {
    Objects.requireNonNull(pricePerHour, "pricePerHour");
  }

  /**
   * @param machineCores of this machine, for drivers that do the work themselves
   */
  static Demand of(Profile profile, int machineCores) {
    Map<String, String> conf = profile.sparkConf();
    Matcher local = LOCAL_MASTER.matcher(conf.getOrDefault("spark.master", ""));
    long driver = mebibytes(profile.driverMemory());
    if (local.matches()) {
      String threads = Optional.ofNullable(local.group(1)).orElse("1");
      int cores = threads.equals("*") ? machineCores : Integer.parseInt(threads);
      boolean gpu = conf.getOrDefault("spark.plugins", "").contains(RAPIDS);
      return new Demand(cores, driver, gpu ? 1 : 0, profile.pricePerHour());
    }
    try {
      return onCluster(profile, conf, driver);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it takes more than can be counted.", e);
    }
  }

  private static Demand onCluster(Profile profile, Map<String, String> conf, long driver) {
    int executors = executors(conf);
    long executor =
        Math.addExact(
            mebibytes(conf.getOrDefault("spark.executor.memory", "1g")), mebibytes(offHeap(conf)));
    return new Demand(
        Math.addExact(
            number(conf, "spark.driver.cores", 1),
            Math.multiplyExact(executors, number(conf, "spark.executor.cores", 1))),
        Math.addExact(
            withOverhead(driver, conf, "driver"),
            Math.multiplyExact((long) executors, withOverhead(executor, conf, "executor"))),
        Math.addExact(
            number(conf, "spark.driver.resource.gpu.amount", 0),
            Math.multiplyExact(executors, number(conf, "spark.executor.resource.gpu.amount", 0))),
        profile.pricePerHour());
  }

  private static String offHeap(Map<String, String> conf) {
    return Boolean.parseBoolean(conf.get("spark.memory.offHeap.enabled"))
        ? bytes(conf.getOrDefault("spark.memory.offHeap.size", "0"))
        : "0";
  }

  /** Spark reads this one in bytes where no unit is given. */
  private static String bytes(String size) {
    return size.matches("\\d+") ? Long.parseLong(size) / (1 << 20) + "m" : size;
  }

  /** With dynamic allocation, as many as there may be, which Spark does not limit by itself. */
  private static int executors(Map<String, String> conf) {
    int fixed = number(conf, "spark.executor.instances", EXECUTORS);
    if (!Boolean.parseBoolean(conf.get("spark.dynamicAllocation.enabled"))) {
      return fixed;
    }
    if (conf.get("spark.dynamicAllocation.maxExecutors") == null) {
      throw new IllegalArgumentException(
          "with spark.dynamicAllocation.enabled, spark.dynamicAllocation.maxExecutors must say how"
              + " many executors there may be.");
    }
    return Math.max(fixed, number(conf, "spark.dynamicAllocation.maxExecutors", fixed));
  }

  private static int number(Map<String, String> conf, String key, int otherwise) {
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

  private static long withOverhead(long mebibytes, Map<String, String> conf, String of) {
    String overhead = conf.get("spark." + of + ".memoryOverhead");
    double factor = factor(conf.get("spark." + of + ".memoryOverheadFactor"));
    return Math.addExact(
        mebibytes,
        overhead == null
            ? Math.max(LEAST_OVERHEAD, (long) (mebibytes * factor))
            : mebibytes(overhead));
  }

  private static double factor(String text) {
    try {
      return text == null ? OVERHEAD : Math.max(0, Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no factor of memory.", e);
    }
  }

  /** As Spark reads sizes: MiB where no unit is given. */
  private static long mebibytes(String size) {
    Matcher matcher = SIZE.matcher(size.strip().toLowerCase(java.util.Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + size + "' is no size such as 4g or 1500m.");
    }
    long number = Long.parseLong(matcher.group(1));
    switch (matcher.group(2)) {
      case "k":
        return number >> 10;
      case "g":
        return Math.multiplyExact(number, 1L << 10);
      case "t":
        return Math.multiplyExact(number, 1L << 20);
      default:
        return number;
    }
  }

  Demand plus(Demand other) {
    return new Demand(
        cores + other.cores,
        memoryMib + other.memoryMib,
        gpus + other.gpus,
        pricePerHour.add(other.pricePerHour));
  }
}
