package dev.hearth.gateway.session.cluster;

import static dev.hearth.gateway.session.cluster.ClusterRules.require;

import java.util.Map;

/** Driver and executors must fit on their nodes, with all that lies beside their heaps. */
final class PodRules {
  private final ClusterSpec spec;
  private final DriverSize driver;
  private final ExecutorSize executor;

  PodRules(ClusterSpec spec, DriverSize driver, ExecutorSize executor) {
    this.spec = spec;
    this.driver = driver;
    this.executor = executor;
  }

  void check(String heap, Map<String, String> conf) {
    cores(conf);
    memory(heap, conf);
  }

  private void cores(Map<String, String> conf) {
    cores(
        conf,
        "driver",
        driver.budget().cores(),
        spec.driverInstance().vcpus(),
        spec.driverInstance());
    InstanceType type = spec.executorInstance();
    cores(conf, "executor", executor.budget().cores(), type.vcpus() / type.executors(), type);
    int slots = SparkNumbers.whole(conf, ClusterRules.EXECUTOR_CORES, 1);
    int perTask = SparkNumbers.whole(conf, "spark.task.cpus", 1);
    require(
        perTask >= 1 && perTask <= slots,
        "spark.task.cpus is "
            + perTask
            + ", but an executor has "
            + slots
            + " cores: no task would ever run. Set it to a number from 1 to "
            + slots
            + ".");
  }

  private static void cores(
      Map<String, String> conf, String of, int whole, int vcpus, InstanceType type) {
    String key = "spark." + of + ".cores";
    int asked = SparkNumbers.whole(conf, key, 1);
    boolean asksForLess = conf.containsKey("spark.kubernetes." + of + ".request.cores");
    int most = asksForLess ? vcpus : whole;
    require(
        asked >= 1 && asked <= most,
        key
            + " is "
            + asked
            + ", but on "
            + type.name()
            + ", with "
            + vcpus
            + " vCPUs for "
            + (of.equals("driver") ? "a driver" : "an executor")
            + ", Kubernetes can give "
            + most
            + " of them. Set it to a number from 1 to "
            + most
            + ", or choose a larger "
            + of
            + "-instance.");
  }

  private void memory(String heap, Map<String, String> conf) {
    long asked = PodMemory.driver(heap, conf);
    require(
        asked <= driver.budget().memoryMib(),
        "driver-memory is "
            + heap
            + ", with what Spark needs beside it "
            + asked
            + " MiB, but on "
            + spec.driverInstance().name()
            + " a driver can have "
            + driver.budget().memoryMib()
            + " MiB. Set driver-memory to "
            + (driver.budget().memoryMib() - DriverSize.LEAST_BESIDE)
            + "m or less, or choose a larger driver-instance.");
    long executors = PodMemory.executor(conf);
    require(
        executors <= executor.budget().memoryMib(),
        "spark.executor.memory is "
            + conf.getOrDefault("spark.executor.memory", "1g")
            + ", with spark.executor.memoryOverhead and off-heap memory "
            + executors
            + " MiB, but on "
            + spec.executorInstance().name()
            + " an executor can have "
            + executor.budget().memoryMib()
            + " MiB. Set spark.executor.memory to "
            + Math.max(0, executor.budget().memoryMib() - leastBesideExecutor(conf))
            + "m or less, or choose a larger executor-instance.");
    require(
        !spec.kind().gpu()
            || SparkNumbers.mebibytes(conf, ClusterRules.EXECUTOR_OVERHEAD, "0")
                >= leastBesideExecutor(conf),
        ClusterRules.EXECUTOR_OVERHEAD
            + " is "
            + conf.get(ClusterRules.EXECUTOR_OVERHEAD)
            + ", but what RAPIDS pins and spills and 1 GiB for the JVM lie in it: "
            + leastBesideExecutor(conf)
            + " MiB. Set it to that or more, or lower spark.rapids.memory.pinnedPool.size or"
            + " spark.rapids.memory.host.spillStorageSize.");
  }

  /** What an executor needs beside its heap, in MiB. */
  long leastBesideExecutor(Map<String, String> conf) {
    if (!spec.kind().gpu()) {
      return DriverSize.LEAST_BESIDE;
    }
    return Math.addExact(
        ExecutorSize.LEAST_BESIDE,
        Math.addExact(
            SparkNumbers.mebibytesOfBytes(conf, "spark.rapids.memory.pinnedPool.size", "0"),
            spill(conf)));
  }

  /** Of what is spilled, the pinned pool takes nothing away; -1 leaves it to RAPIDS. */
  private static long spill(Map<String, String> conf) {
    String key = "spark.rapids.memory.host.spillStorageSize";
    return conf.getOrDefault(key, "-1").strip().equals("-1")
        ? 0
        : SparkNumbers.mebibytesOfBytes(conf, key, "0");
  }
}
