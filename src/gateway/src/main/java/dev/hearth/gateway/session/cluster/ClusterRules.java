package dev.hearth.gateway.session.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold for a session's Spark settings on its nodes; the same for what operators configure
 * and for what users change. Each rule throws {@link IllegalArgumentException}, whose message names
 * the key, its value, why it cannot be, and what can.
 */
final class ClusterRules {
  static final String RAPIDS_PLUGIN = "com.nvidia.spark.SQLPlugin";
  static final String EXECUTOR_CORES = "spark.executor.cores";
  static final String EXECUTOR_OVERHEAD = "spark.executor.memoryOverhead";
  static final String TASK_GPU = "spark.task.resource.gpu.amount";

  static final String DYNAMIC = "spark.dynamicAllocation.enabled";
  private static final Pattern RAPIDS_SHUFFLE =
      Pattern.compile("com\\.nvidia\\.spark\\.rapids\\.(spark\\d+)[^.]*\\.RapidsShuffleManager");

  private final ClusterSpec spec;
  private final PodRules pods;

  ClusterRules(ClusterSpec spec, DriverSize driver, ExecutorSize executor) {
    this.spec = spec;
    pods = new PodRules(spec, driver, executor);
  }

  /** All of them. */
  void check(String heap, Map<String, String> conf) {
    try {
      pods.check(heap, conf);
      numbers(conf);
      software(conf);
      spec.executorInstance()
          .gpu()
          .filter(gpu -> spec.kind().gpu())
          .ifPresent(gpu -> new GpuRules(spec.kind(), gpu).check(conf));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it takes more than can be counted.", e);
    }
  }

  /** What an executor needs beside its heap, in MiB. */
  long leastBesideExecutor(Map<String, String> conf) {
    return pods.leastBesideExecutor(conf);
  }

  private void numbers(Map<String, String> conf) {
    boolean dynamic = SparkNumbers.isTrue(conf, DYNAMIC);
    require(
        !dynamic || spec.kind() != ClusterKind.GPU_TRAIN,
        DYNAMIC
            + " is true, but Spark runs no barrier stage with it, and training is one. Set it to"
            + " false, or use a profile of the kind gpu-etl.");
    atMost(conf, "spark.executor.instances");
    if (!dynamic) {
      require(
          SparkNumbers.whole(conf, "spark.executor.instances", 1) >= 1,
          "spark.executor.instances is 0: without dynamic allocation nothing would run. Set it to 1"
              + " or more.");
      return;
    }
    atMost(conf, "spark.dynamicAllocation.maxExecutors");
    atMost(conf, "spark.dynamicAllocation.minExecutors");
    atMost(conf, "spark.dynamicAllocation.initialExecutors");
    int most = SparkNumbers.whole(conf, "spark.dynamicAllocation.maxExecutors", 0);
    int least = SparkNumbers.whole(conf, "spark.dynamicAllocation.minExecutors", 0);
    require(
        most >= 1 && least <= most,
        "spark.dynamicAllocation.minExecutors is "
            + least
            + " and spark.dynamicAllocation.maxExecutors "
            + most
            + ". The second must be at least 1 and not below the first.");
    require(
        SparkNumbers.isTrue(conf, "spark.dynamicAllocation.shuffleTracking.enabled")
            && !SparkNumbers.isTrue(conf, "spark.shuffle.service.enabled"),
        "With "
            + DYNAMIC
            + ", spark.dynamicAllocation.shuffleTracking.enabled must be true and"
            + " spark.shuffle.service.enabled false: Kubernetes has no shuffle service. Leave both"
            + " as they are.");
  }

  private void atMost(Map<String, String> conf, String key) {
    int number = SparkNumbers.whole(conf, key, 0);
    require(
        number <= spec.executorsMax(),
        key
            + " is "
            + number
            + ", but a session of this profile may have "
            + spec.executorsMax()
            + " executors (cluster.executors-max). Set it to "
            + spec.executorsMax()
            + " or less.");
  }

  private void software(Map<String, String> conf) {
    boolean rapids = conf.getOrDefault("spark.plugins", "").contains(RAPIDS_PLUGIN);
    require(
        !rapids || spec.kind().gpu(),
        "spark.plugins has "
            + RAPIDS_PLUGIN
            + ", but the kind is cpu: RAPIDS ends executors that have no GPU. Take it out, or set"
            + " cluster.kind to gpu-etl.");
    String manager = conf.getOrDefault("spark.shuffle.manager", "");
    Matcher matcher = RAPIDS_SHUFFLE.matcher(manager);
    if (matcher.matches()) {
      require(
          rapids,
          "spark.shuffle.manager is "
              + manager
              + ", which works with "
              + RAPIDS_PLUGIN
              + " in spark.plugins only. Set cluster.shuffle-manager to off.");
      Optional<String> shim = spec.release().shim();
      require(
          shim.isEmpty() || shim.get().equals(matcher.group(1)),
          "spark.shuffle.manager is "
              + manager
              + ", but the release "
              + spec.release().label()
              + " has Spark "
              + spec.release().spark().orElse("")
              + ", for which RAPIDS has "
              + shim.orElse("")
              + ". Leave cluster.shuffle-manager at rapids, which follows the release.");
    }
    require(
        !conf.getOrDefault("spark.rapids.shuffle.mode", "").strip().equalsIgnoreCase("UCX"),
        "spark.rapids.shuffle.mode is UCX, which needs the host's network and UCX in the image. Set"
            + " it to MULTITHREADED.");
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
