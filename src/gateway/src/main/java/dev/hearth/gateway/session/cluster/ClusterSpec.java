package dev.hearth.gateway.session.cluster;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A {@link ClusterConfig} with its defaults filled in.
 *
 * @param executors at the start
 * @param shuffleManager class of the shuffle manager; empty for Spark's own
 */
record ClusterSpec(
    ClusterKind kind,
    EmrRelease release,
    Optional<String> image,
    InstanceType driverInstance,
    InstanceType executorInstance,
    int executors,
    int executorsMax,
    boolean dynamicAllocation,
    String executorIdleTimeout,
    boolean spot,
    Map<String, String> driverNodes,
    Map<String, String> executorNodes,
    List<String> driverTolerations,
    List<String> executorTolerations,
    Optional<String> driverLocalDisk,
    Optional<String> localDisk,
    Optional<String> shuffleManager,
    BigDecimal driverPrice,
    BigDecimal executorPrice) {
  static final String POOL = "hearth.dev/pool";
  static final String CAPACITY = "karpenter.sh/capacity-type";
  static final String INSTANCE = "node.kubernetes.io/instance-type";
  static final String GPU_TAINT = "nvidia.com/gpu";

  private static final String NO_LABEL = "none";
  private static final int EXECUTORS_MAX = 8;
  private static final int TRAINERS = 4;
  private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,6}(s|m|min|h)");
  private static final Pattern DISK = Pattern.compile("[1-9]\\d{0,6}(Mi|Gi|Ti)");

  /**
   * @param config empty: all defaults
   * @throws IllegalArgumentException naming the key below {@code cluster.}, its value, and the fix
   */
  static ClusterSpec of(ClusterKind kind, Optional<ClusterConfig> config, InstanceTypes types) {
    EmrRelease release =
        EmrRelease.parse(
            config
                .flatMap(ClusterConfig::release)
                .orElse(kind.gpu() ? "emr-7.10.0-spark-rapids-latest" : "emr-7.10.0-latest"));
    Optional<String> image = config.flatMap(ClusterConfig::image);
    InstanceType driver =
        type("driver-instance", config.flatMap(ClusterConfig::driverInstance), "m5.xlarge", types);
    InstanceType executor =
        type(
            "executor-instance",
            config.flatMap(ClusterConfig::executorInstance),
            kind.gpu() ? "g5.2xlarge" : "m5.2xlarge",
            types);
    checkHardware(kind, release, image, executor);
    int executors =
        config
            .flatMap(ClusterConfig::executors)
            .orElse(kind == ClusterKind.GPU_TRAIN ? TRAINERS : 0);
    boolean dynamic =
        config.flatMap(ClusterConfig::dynamicAllocation).orElse(kind != ClusterKind.GPU_TRAIN);
    int most =
        config.flatMap(ClusterConfig::executorsMax).orElse(Math.max(executors, EXECUTORS_MAX));
    checkNumbers(kind, executors, most, dynamic);
    boolean spot = config.flatMap(ClusterConfig::spot).orElse(kind != ClusterKind.GPU_TRAIN);
    return new ClusterSpec(
        kind,
        release,
        image,
        driver,
        executor,
        executors,
        most,
        dynamic,
        matching(
            "executor-idle-timeout",
            config.flatMap(ClusterConfig::executorIdleTimeout).orElse("120s"),
            DURATION,
            "a time such as 120s or 5m"),
        spot,
        nodes("driver", driver, false, config.map(ClusterConfig::driverNodeSelector)),
        nodes(
            kind.gpu() ? "gpu" : "cpu",
            executor,
            spot,
            config.map(ClusterConfig::executorNodeSelector)),
        config.flatMap(ClusterConfig::driverTolerations).orElse(List.of()),
        config
            .flatMap(ClusterConfig::executorTolerations)
            .orElse(kind.gpu() ? List.of(GPU_TAINT) : List.of()),
        disk("driver-local-disk", config.flatMap(ClusterConfig::driverLocalDisk)),
        disk("local-disk", config.flatMap(ClusterConfig::localDisk)),
        kind.gpu()
            ? shuffleManager(release, config.flatMap(ClusterConfig::shuffleManager))
            : Optional.empty(),
        config.flatMap(ClusterConfig::driverPrice).orElse(driver.pricePerHour()),
        config
            .flatMap(ClusterConfig::executorPrice)
            .orElseGet(
                () ->
                    executor
                        .pricePerHour()
                        .divide(BigDecimal.valueOf(executor.executors()), 4, RoundingMode.UP)));
  }

  private static InstanceType type(
      String key, Optional<String> name, String standard, InstanceTypes types) {
    try {
      return types.named(name.orElse(standard));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static void checkHardware(
      ClusterKind kind, EmrRelease release, Optional<String> image, InstanceType executor) {
    if (!kind.gpu()) {
      return;
    }
    if (executor.gpu().isEmpty()) {
      throw new IllegalArgumentException(
          "executor-instance is '"
              + executor.name()
              + "', which has no GPU, but the kind is "
              + kind
              + ". Choose one with GPUs, such as g5.2xlarge, or the kind cpu.");
    }
    if (kind == ClusterKind.GPU_TRAIN && !executor.gpu().get().trains()) {
      throw new IllegalArgumentException(
          "executor-instance is '"
              + executor.name()
              + "' with "
              + executor.gpu().get().model()
              + " GPUs, which are older than Turing: XGBoost 3.4.0 has no code for them. Choose"
              + " another, such as g5.2xlarge.");
    }
    if (!release.rapids() && image.isEmpty()) {
      throw new IllegalArgumentException(
          "release is '"
              + release.label()
              + "', whose image has no RAPIDS, but the kind is "
              + kind
              + ". Give a release such as emr-7.10.0-spark-rapids-latest, or in image an image"
              + " that has it.");
    }
  }

  private static void checkNumbers(ClusterKind kind, int executors, int most, boolean dynamic) {
    if (dynamic && kind == ClusterKind.GPU_TRAIN) {
      throw new IllegalArgumentException(
          "dynamic-allocation is true, but Spark runs no barrier stage with it, and training is"
              + " one. Leave it false, or use the kind gpu-etl.");
    }
    if (most < 1 || executors < (dynamic ? 0 : 1) || executors > most) {
      throw new IllegalArgumentException(
          "executors is "
              + executors
              + " and executors-max "
              + most
              + (dynamic
                  ? "; there can be no fewer than 0, and no more than executors-max, which is at"
                      + " least 1."
                  : "; without dynamic allocation there must be at least 1, and no more than"
                      + " executors-max."));
    }
  }

  private static Map<String, String> nodes(
      String pool, InstanceType type, boolean spot, Optional<Map<String, String>> more) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(POOL, pool);
    labels.put(CAPACITY, spot ? "spot" : "on-demand");
    labels.put(INSTANCE, type.name());
    more.ifPresent(labels::putAll);
    labels.values().removeIf(NO_LABEL::equals);
    return labels;
  }

  private static Optional<String> disk(String key, Optional<String> size) {
    return size.map(text -> matching(key, text, DISK, "a size such as 200Gi"));
  }

  private static String matching(String key, String value, Pattern pattern, String what) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(key + " is '" + value + "'; it must be " + what + ".");
    }
    return value;
  }

  private static Optional<String> shuffleManager(EmrRelease release, Optional<String> asked) {
    String choice = asked.orElse("rapids");
    if (choice.equals("off")) {
      return Optional.empty();
    }
    if (!choice.equals("rapids")) {
      return Optional.of(choice);
    }
    return Optional.of(
        release
            .shim()
            .map(shim -> "com.nvidia.spark.rapids." + shim + ".RapidsShuffleManager")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "release is '"
                            + release.label()
                            + "', of which Hearth does not know the Spark version, so that the"
                            + " class of RAPIDS's shuffle manager is unknown. Name it in"
                            + " shuffle-manager, such as"
                            + " com.nvidia.spark.rapids.spark355.RapidsShuffleManager for Spark"
                            + " 3.5.5, or set shuffle-manager to off.")));
  }
}
