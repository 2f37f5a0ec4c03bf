package dev.hearth.gateway.session.cluster;

import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.ClusterShape.PodShape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What sessions of one profile are on a cluster, and what may be changed of it. Immutable. */
public final class ClusterPlan {
  private static final String DRIVER_OVERHEAD = "spark.driver.memoryOverhead";

  private final ClusterSpec spec;
  private final DriverSize driver;
  private final ExecutorSize executor;
  private final ClusterRules rules;
  private final Optional<BigDecimal> price;
  private final SparkTerms terms;

  private ClusterPlan(
      ClusterSpec spec,
      Map<String, String> sparkConf,
      Optional<String> driverMemory,
      Optional<BigDecimal> price) {
    this.spec = spec;
    this.price = price;
    driver = DriverSize.on(spec.driverInstance());
    executor = ExecutorSize.on(spec.executorInstance());
    rules = new ClusterRules(spec, driver, executor);
    terms =
        changed(
            SparkSize.text(driver.heapMib()),
            SparkDefaults.of(spec, driver, executor),
            driverMemory,
            sparkConf);
  }

  /**
   * The plan of a profile.
   *
   * @param config what is configured below {@code cluster.}; empty: nothing
   * @param sparkConf what is configured of Spark's settings
   * @param price what is configured of it, else that of the instances
   * @throws IllegalArgumentException naming key, value, why that cannot be, and the fix; stops the
   *     start
   */
  public static ClusterPlan of(
      String profile,
      Optional<ClusterConfig> config,
      Map<String, String> sparkConf,
      Optional<String> driverMemory,
      Optional<BigDecimal> price,
      InstanceTypes types) {
    ClusterKind kind =
        config
            .flatMap(ClusterConfig::kind)
            .or(() -> ClusterKind.shippedAs(profile))
            .orElse(ClusterKind.CPU);
    ClusterSpec spec =
        explained("hearth.profiles." + profile + ".cluster.", () -> spec(kind, config, types));
    return explained(
        "The profile '" + profile + "' (hearth.profiles." + profile + ".*): ",
        () -> {
          LauncherKeys.refuseIn(sparkConf);
          return new ClusterPlan(spec, sparkConf, driverMemory, price);
        });
  }

  private static ClusterSpec spec(
      ClusterKind kind, Optional<ClusterConfig> config, InstanceTypes types) {
    ClusterSpec spec = ClusterSpec.of(kind, config, types);
    DriverSize.on(spec.driverInstance());
    ExecutorSize.on(spec.executorInstance());
    return spec;
  }

  private static <T> T explained(String where, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + e.getMessage() + " docs/profiles.md tells more.", e);
    }
  }

  /** What a session is started with whose users change nothing. */
  public SparkTerms terms() {
    return terms;
  }

  /**
   * The same with what users change. A larger heap takes of what lies beside it, as far as that can
   * be spared.
   *
   * @throws IllegalArgumentException saying what cannot be, why, and what can
   */
  public SparkTerms with(Optional<String> driverMemory, Map<String, String> settings) {
    return changed(terms.driverMemory(), terms.sparkConf(), driverMemory, settings);
  }

  private SparkTerms changed(
      String heapBefore,
      Map<String, String> before,
      Optional<String> driverMemory,
      Map<String, String> settings) {
    Map<String, String> conf = new TreeMap<>(before);
    conf.putAll(settings);
    String heap = driverMemory.orElse(heapBefore);
    try {
      if (!settings.containsKey(ClusterRules.EXECUTOR_OVERHEAD)) {
        spare(
            conf,
            ClusterRules.EXECUTOR_OVERHEAD,
            PodMemory.executor(conf) - executor.budget().memoryMib(),
            rules.leastBesideExecutor(conf));
      }
      if (!settings.containsKey(DRIVER_OVERHEAD)) {
        spare(
            conf,
            DRIVER_OVERHEAD,
            PodMemory.driver(heap, conf) - driver.budget().memoryMib(),
            DriverSize.LEAST_BESIDE);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it takes more than can be counted.", e);
    }
    if (spec.kind() == ClusterKind.GPU_ETL
        && settings.containsKey(ClusterRules.EXECUTOR_CORES)
        && !settings.containsKey(ClusterRules.TASK_GPU)) {
      int cores = SparkNumbers.whole(conf, ClusterRules.EXECUTOR_CORES, 1);
      conf.put(ClusterRules.TASK_GPU, SparkDefaults.share(Math.max(1, cores)));
    }
    rules.check(heap, conf);
    return new SparkTerms(heap, conf, price.orElseGet(() -> priceOf(conf)));
  }

  /** Lowers an overhead by what is too much, but not below the least; rules refuse the rest. */
  private static void spare(Map<String, String> conf, String key, long tooMuch, long least) {
    long overhead = SparkNumbers.mebibytes(conf, key, "0");
    if (tooMuch > 0 && overhead > least) {
      conf.put(key, Math.max(least, overhead - tooMuch) + "m");
    }
  }

  private BigDecimal priceOf(Map<String, String> conf) {
    return spec.executorPrice()
        .multiply(BigDecimal.valueOf(SparkNumbers.executors(conf)))
        .add(spec.driverPrice())
        .setScale(2, RoundingMode.UP);
  }

  /** Where its pods run. */
  public ClusterShape shape() {
    return new ClusterShape(
        spec.release().label(),
        spec.image(),
        new PodShape(spec.driverNodes(), spec.driverTolerations(), spec.driverLocalDisk(), false),
        new PodShape(
            spec.executorNodes(), spec.executorTolerations(), spec.localDisk(), spec.kind().gpu()));
  }

  /** What it is for, its hardware and its price, for people who choose among profiles. */
  public String description() {
    InstanceType type = spec.executorInstance();
    String gpu =
        type.gpu()
            .map(model -> "1 " + model.model() + " (" + model.memoryGib() + " GiB), ")
            .orElse("");
    return spec.kind().purpose()
        + ": "
        + gpu
        + type.vcpus() / type.executors()
        + " vCPU, "
        + type.memoryMib() / 1024 / type.executors()
        + " GiB per executor ("
        + type.name()
        + (spec.spot() ? ", spot" : "")
        + "), "
        + count()
        + priced(", about ");
  }

  /** The same in a few words, for menus. */
  public String summary() {
    InstanceType type = spec.executorInstance();
    int executors = SparkNumbers.executors(terms.sparkConf());
    String hardware =
        type.gpu()
            .map(gpu -> executors + " x " + gpu.model())
            .orElse(executors * (type.vcpus() / type.executors()) + " vCPU");
    return (dynamic() ? "up to " : "") + hardware + priced(", ");
  }

  private String count() {
    int executors = SparkNumbers.executors(terms.sparkConf());
    return dynamic() ? "up to " + executors : executors + " of them";
  }

  private boolean dynamic() {
    return SparkNumbers.isTrue(terms.sparkConf(), ClusterRules.DYNAMIC);
  }

  private String priced(String before) {
    BigDecimal most = terms.pricePerHour();
    return most.signum() == 0 ? "" : before + "$" + most.toPlainString() + "/h";
  }
}
