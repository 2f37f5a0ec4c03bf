package dev.hearth.gateway.session.cluster;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/** Spark's settings for a kind of profile. {@code docs/profiles.md} says why each has its value. */
final class SparkDefaults {
  /** Where the launcher's pod template puts the script. */
  private static final String DISCOVERY_SCRIPT = "/opt/hearth/gpu/discover.sh";

  private final Map<String, String> conf = new TreeMap<>();
  private final ClusterSpec spec;
  private final DriverSize driver;
  private final ExecutorSize executor;

  private SparkDefaults(ClusterSpec spec, DriverSize driver, ExecutorSize executor) {
    this.spec = spec;
    this.driver = driver;
    this.executor = executor;
  }

  static Map<String, String> of(ClusterSpec spec, DriverSize driver, ExecutorSize executor) {
    SparkDefaults defaults = new SparkDefaults(spec, driver, executor);
    defaults.sizes();
    defaults.numbers();
    defaults.queries();
    if (spec.spot()) {
      defaults.decommissioning();
    }
    if (spec.kind().gpu()) {
      defaults.gpus();
    }
    if (spec.kind() == ClusterKind.GPU_TRAIN) {
      defaults.training();
    }
    return defaults.conf;
  }

  private void sizes() {
    conf.put("spark.driver.cores", String.valueOf(driver.cores()));
    conf.put("spark.driver.memoryOverhead", driver.overheadMib() + "m");
    conf.put("spark.driver.maxResultSize", "2g");
    conf.put("spark.executor.cores", String.valueOf(executor.cores()));
    conf.put("spark.executor.memory", SparkSize.text(executor.heapMib()));
    conf.put("spark.executor.memoryOverhead", executor.overheadMib() + "m");
  }

  private void numbers() {
    conf.put("spark.dynamicAllocation.enabled", String.valueOf(spec.dynamicAllocation()));
    if (!spec.dynamicAllocation()) {
      conf.put("spark.executor.instances", String.valueOf(spec.executors()));
      return;
    }
    conf.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    conf.put("spark.dynamicAllocation.minExecutors", "0");
    conf.put("spark.dynamicAllocation.initialExecutors", String.valueOf(spec.executors()));
    conf.put("spark.dynamicAllocation.maxExecutors", String.valueOf(spec.executorsMax()));
    conf.put("spark.dynamicAllocation.executorIdleTimeout", spec.executorIdleTimeout());
    conf.put("spark.dynamicAllocation.shuffleTracking.timeout", "30m");
    conf.put("spark.dynamicAllocation.cachedExecutorIdleTimeout", "30m");
  }

  private void queries() {
    conf.put("spark.sql.adaptive.enabled", "true");
    conf.put("spark.sql.execution.arrow.pyspark.enabled", "true");
  }

  private void decommissioning() {
    conf.put("spark.decommission.enabled", "true");
    conf.put("spark.storage.decommission.enabled", "true");
    conf.put("spark.storage.decommission.rddBlocks.enabled", "true");
    conf.put("spark.storage.decommission.shuffleBlocks.enabled", "true");
    conf.put("spark.executor.decommission.forceKillTimeout", "110s");
  }

  private void gpus() {
    conf.put("spark.plugins", ClusterRules.RAPIDS_PLUGIN);
    conf.put("spark.executor.resource.gpu.amount", "1");
    conf.put("spark.executor.resource.gpu.vendor", "nvidia.com");
    conf.put("spark.executor.resource.gpu.discoveryScript", DISCOVERY_SCRIPT);
    conf.put("spark.task.cpus", "1");
    conf.put("spark.task.resource.gpu.amount", share(executor.cores()));
    conf.put("spark.rapids.sql.enabled", "true");
    conf.put("spark.rapids.sql.explain", "NOT_ON_GPU");
    conf.put(
        "spark.rapids.sql.concurrentGpuTasks",
        String.valueOf(spec.executorInstance().gpu().orElseThrow().concurrentTasks()));
    conf.put("spark.rapids.memory.gpu.pool", "ASYNC");
    conf.put("spark.rapids.memory.pinnedPool.size", executor.pinnedMib() + "m");
    conf.put("spark.rapids.memory.host.spillStorageSize", executor.spillMib() + "m");
    spec.shuffleManager()
        .ifPresent(
            manager -> {
              conf.put("spark.shuffle.manager", manager);
              conf.put("spark.rapids.shuffle.mode", "MULTITHREADED");
            });
    conf.put("spark.sql.files.maxPartitionBytes", "512m");
    conf.put(
        "spark.sql.shuffle.partitions", String.valueOf(executor.cores() * spec.executorsMax()));
    conf.put("spark.sql.execution.arrow.maxRecordsPerBatch", "200000");
    conf.put("spark.locality.wait", "0s");
  }

  private void training() {
    conf.put("spark.task.resource.gpu.amount", "1");
    conf.put("spark.rapids.sql.concurrentGpuTasks", "1");
    conf.put("spark.rapids.memory.gpu.pool", "NONE");
    conf.put("spark.executorEnv.NCCL_SOCKET_IFNAME", "eth0");
  }

  /** One part of so many, rounded down: Spark counts how often it goes into 1. */
  static String share(int parts) {
    return BigDecimal.ONE
        .divide(BigDecimal.valueOf(parts), 5, RoundingMode.DOWN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
