package dev.hearth.gateway.session.cluster;

import java.util.Locale;
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
  private static final String EXECUTOR_GPU = "spark.executor.resource.gpu.amount";
  private static final String OTHER_RESOURCES = "spark.executor.resource.";
  private static final Pattern RAPIDS_SHUFFLE =
      Pattern.compile("com\\.nvidia\\.spark\\.rapids\\.(spark\\d+)[^.]*\\.RapidsShuffleManager");

  /** How much of a GPU may stay without a task: people write 0.33 for a third. */
  private static final double ROUNDING = 0.005;

  /** Of a GPU's memory; XGBoost allocates beside RAPIDS's pool. */
  private static final double MOST_OF_GPU_BESIDE_TRAINING = 0.8;

  private final ClusterSpec spec;
  private final DriverSize driver;
  private final ExecutorSize executor;

  ClusterRules(ClusterSpec spec, DriverSize driver, ExecutorSize executor) {
    this.spec = spec;
    this.driver = driver;
    this.executor = executor;
  }

  /** All of them. */
  void check(String heap, Map<String, String> conf) {
    try {
      cores(conf);
      memory(heap, conf);
      numbers(conf);
      software(conf);
      if (spec.kind() == ClusterKind.GPU_TRAIN) {
        training(conf);
      }
      if (spec.kind().gpu()) {
        gpus(conf);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it takes more than can be counted.", e);
    }
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
    int slots = SparkNumbers.whole(conf, EXECUTOR_CORES, 1);
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
            || SparkNumbers.mebibytes(conf, EXECUTOR_OVERHEAD, "0") >= leastBesideExecutor(conf),
        EXECUTOR_OVERHEAD
            + " is "
            + conf.get(EXECUTOR_OVERHEAD)
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
    int most = SparkNumbers.executors(conf);
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

  private void gpus(Map<String, String> conf) {
    require(
        SparkNumbers.whole(conf, EXECUTOR_GPU, 1) == 1,
        EXECUTOR_GPU
            + " is "
            + conf.get(EXECUTOR_GPU)
            + ", but RAPIDS uses one GPU in an executor, no more and no fewer. Set it to 1 and take"
            + " more executors.");
    conf.keySet().stream()
        .filter(key -> key.startsWith(OTHER_RESOURCES))
        .filter(key -> !key.startsWith(OTHER_RESOURCES + "gpu."))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  key
                      + " is set, but parts of GPUs (MIG, time slicing) under names of their own"
                      + " are not for these kinds: RAPIDS asks for the resource gpu, and NCCL does"
                      + " not work on them. Use whole GPUs.");
            });
    double share = SparkNumbers.fraction(conf, TASK_GPU, 1);
    require(
        share > 0 && share <= 1,
        TASK_GPU
            + " is "
            + conf.get(TASK_GPU)
            + ", but an executor has one GPU. Set it to 1, or to 1/n for n tasks on a GPU.");
    int tasks = (int) Math.floor(1 / share);
    require(
        1.0 / tasks - share <= ROUNDING,
        TASK_GPU
            + " is "
            + conf.get(TASK_GPU)
            + ", of which "
            + tasks
            + " fit on a GPU and leave a rest that nothing uses. Set it to "
            + SparkDefaults.share(tasks)
            + " for "
            + tasks
            + " tasks or to "
            + SparkDefaults.share(tasks + 1)
            + " for "
            + (tasks + 1)
            + ".");
    Gpu gpu = spec.executorInstance().gpu().orElseThrow();
    int concurrent = SparkNumbers.whole(conf, "spark.rapids.sql.concurrentGpuTasks", 1);
    require(
        concurrent >= 1 && concurrent <= gpu.mostConcurrentTasks(),
        "spark.rapids.sql.concurrentGpuTasks is "
            + concurrent
            + ", but the "
            + gpu.memoryGib()
            + " GiB of an "
            + gpu.model()
            + " are enough for "
            + gpu.mostConcurrentTasks()
            + " at once, with 8 GiB each. Set it to a number from 1 to "
            + gpu.mostConcurrentTasks()
            + ".");
  }

  private static void training(Map<String, String> conf) {
    require(
        SparkNumbers.fraction(conf, TASK_GPU, 1) >= 1,
        TASK_GPU
            + " is "
            + conf.get(TASK_GPU)
            + ", but XGBoost's workers need a GPU each: two on one make NCCL fail or hang. Set it"
            + " to 1, or use a profile of the kind gpu-etl for queries.");
    String pool =
        conf.getOrDefault("spark.rapids.memory.gpu.pool", "ASYNC").strip().toUpperCase(Locale.ROOT);
    double most = SparkNumbers.fraction(conf, "spark.rapids.memory.gpu.maxAllocFraction", 1);
    require(
        pool.equals("NONE") || most <= MOST_OF_GPU_BESIDE_TRAINING,
        "spark.rapids.memory.gpu.pool is "
            + pool
            + ", which may take the whole GPU and leaves XGBoost nothing. Set it to NONE, or"
            + " spark.rapids.memory.gpu.maxAllocFraction to "
            + MOST_OF_GPU_BESIDE_TRAINING
            + " or less.");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
