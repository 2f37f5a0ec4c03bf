package dev.hearth.gateway.session;

import dev.hearth.gateway.session.cluster.PodMemory;
import dev.hearth.gateway.session.cluster.SparkNumbers;
import dev.hearth.gateway.session.cluster.SparkSize;
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
  private static final String RAPIDS = "com.nvidia.spark.SQLPlugin";

  Demand {
    Objects.requireNonNull(pricePerHour, "pricePerHour");
  }

  /**
   * @param machineCores of this machine, for drivers that do the work themselves
   */
  static Demand of(Profile profile, int machineCores) {
    Map<String, String> conf = profile.sparkConf();
    Matcher local = LOCAL_MASTER.matcher(conf.getOrDefault("spark.master", ""));
    if (local.matches()) {
      String threads = Optional.ofNullable(local.group(1)).orElse("1");
      int cores = threads.equals("*") ? machineCores : Integer.parseInt(threads);
      boolean gpu = conf.getOrDefault("spark.plugins", "").contains(RAPIDS);
      return new Demand(
          cores, SparkSize.mebibytes(profile.driverMemory()), gpu ? 1 : 0, profile.pricePerHour());
    }
    try {
      return onCluster(profile, conf);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it takes more than can be counted.", e);
    }
  }

  private static Demand onCluster(Profile profile, Map<String, String> conf) {
    int executors = SparkNumbers.executors(conf);
    return new Demand(
        Math.addExact(
            SparkNumbers.whole(conf, "spark.driver.cores", 1),
            Math.multiplyExact(executors, SparkNumbers.whole(conf, "spark.executor.cores", 1))),
        Math.addExact(
            PodMemory.driver(profile.driverMemory(), conf),
            Math.multiplyExact((long) executors, PodMemory.executor(conf))),
        Math.addExact(
            SparkNumbers.whole(conf, "spark.driver.resource.gpu.amount", 0),
            Math.multiplyExact(
                executors, SparkNumbers.whole(conf, "spark.executor.resource.gpu.amount", 0))),
        profile.pricePerHour());
  }

  Demand plus(Demand other) {
    return new Demand(
        cores + other.cores,
        memoryMib + other.memoryMib,
        gpus + other.gpus,
        pricePerHour.add(other.pricePerHour));
  }
}
