package dev.hearth.gateway.session.cluster;

import static dev.hearth.gateway.session.cluster.ClusterRules.require;

import java.util.Locale;
import java.util.Map;

/** GPUs are shared so that nothing of them is wasted, and not at all where workers must not. */
final class GpuRules {
  private static final String EXECUTOR_GPU = "spark.executor.resource.gpu.amount";
  private static final String RESOURCES = "spark.executor.resource.";

  /** How much of a GPU may stay without a task: people write 0.33 for a third. */
  private static final double ROUNDING = 0.005;

  /** Of a GPU's memory; XGBoost allocates beside RAPIDS's pool. */
  private static final double MOST_OF_GPU_BESIDE_TRAINING = 0.8;

  private final ClusterKind kind;
  private final Gpu gpu;

  GpuRules(ClusterKind kind, Gpu gpu) {
    this.kind = kind;
    this.gpu = gpu;
  }

  void check(Map<String, String> conf) {
    if (kind == ClusterKind.GPU_TRAIN) {
      training(conf);
    }
    executorsHaveOneWholeGpu(conf);
    tasksShareItWithoutARest(conf);
    notTooManyAtOnce(conf);
  }

  private static void executorsHaveOneWholeGpu(Map<String, String> conf) {
    require(
        SparkNumbers.whole(conf, EXECUTOR_GPU, 1) == 1,
        EXECUTOR_GPU
            + " is "
            + conf.get(EXECUTOR_GPU)
            + ", but RAPIDS uses one GPU in an executor, no more and no fewer. Set it to 1 and take"
            + " more executors.");
    conf.keySet().stream()
        .filter(key -> key.startsWith(RESOURCES))
        .filter(key -> !key.startsWith(RESOURCES + "gpu."))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  key
                      + " is set, but parts of GPUs (MIG, time slicing) under names of their own"
                      + " are not for these kinds: RAPIDS asks for the resource gpu, and NCCL does"
                      + " not work on them. Use whole GPUs.");
            });
  }

  private static void tasksShareItWithoutARest(Map<String, String> conf) {
    double share = SparkNumbers.fraction(conf, ClusterRules.TASK_GPU, 1);
    require(
        share > 0 && share <= 1,
        ClusterRules.TASK_GPU
            + " is "
            + conf.get(ClusterRules.TASK_GPU)
            + ", but an executor has one GPU. Set it to 1, or to 1/n for n tasks on a GPU.");
    int tasks = (int) Math.floor(1 / share);
    require(
        1.0 / tasks - share <= ROUNDING,
        ClusterRules.TASK_GPU
            + " is "
            + conf.get(ClusterRules.TASK_GPU)
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
  }

  private void notTooManyAtOnce(Map<String, String> conf) {
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
        SparkNumbers.fraction(conf, ClusterRules.TASK_GPU, 1) >= 1,
        ClusterRules.TASK_GPU
            + " is "
            + conf.get(ClusterRules.TASK_GPU)
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
}
