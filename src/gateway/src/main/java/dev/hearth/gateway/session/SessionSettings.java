package dev.hearth.gateway.session;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What users may change of a session's resources and Spark configuration. Everything that decides
 * where a session runs, as whom, and what code it loads is the profile's.
 */
public final class SessionSettings {
  /** The heap of the driver; no Spark key, since the JVM must be started with it. */
  static final String DRIVER_MEMORY = "driver-memory";

  /** Tells the driver what {@link Sharing#shareViews} says. */
  static final String SHARE_VIEWS = "spark.hearth.shareViews";

  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,8}[kmgt]b?");

  /** Nothing else may come near a file of properties or a command line. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,200}");

  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,6}");

  /** Short names, as Livy and sparkmagic have them, and what they stand for. */
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("driver_memory", DRIVER_MEMORY),
          Map.entry("drivermemory", DRIVER_MEMORY),
          Map.entry("spark.driver.memory", DRIVER_MEMORY),
          Map.entry("executor-memory", "spark.executor.memory"),
          Map.entry("executor_memory", "spark.executor.memory"),
          Map.entry("executormemory", "spark.executor.memory"),
          Map.entry("executor-cores", "spark.executor.cores"),
          Map.entry("executor_cores", "spark.executor.cores"),
          Map.entry("executorcores", "spark.executor.cores"),
          Map.entry("num-executors", "spark.executor.instances"),
          Map.entry("num_executors", "spark.executor.instances"),
          Map.entry("numexecutors", "spark.executor.instances"));

  private static final Set<String> SIZES =
      Set.of(DRIVER_MEMORY, "spark.executor.memory", "spark.executor.memoryOverhead");
  private static final Set<String> COUNTS =
      Set.of(
          "spark.executor.cores",
          "spark.executor.instances",
          "spark.sql.shuffle.partitions",
          "spark.default.parallelism",
          "spark.task.cpus",
          "spark.dynamicAllocation.minExecutors",
          "spark.dynamicAllocation.maxExecutors");

  /** Spark's families of keys that change how queries run, not where or as whom. */
  private static final List<String> FAMILIES =
      List.of(
          "spark.sql.",
          "spark.rapids.",
          "spark.shuffle.",
          "spark.dynamicAllocation.",
          "spark.speculation",
          "spark.memory.",
          "spark.locality.",
          "spark.kryo",
          "spark.rdd.",
          "spark.cleaner.",
          "spark.broadcast.",
          "spark.io.",
          "spark.reducer.",
          "spark.network.timeout",
          "spark.task.",
          "spark.default.parallelism",
          "spark.serializer",
          "spark.executor.memory",
          "spark.executor.cores",
          "spark.executor.instances",
          "spark.executor.heartbeatInterval",
          "spark.driver.maxResultSize",
          "spark.ui.retained",
          "spark.hadoop.fs.s3a.connection.",
          "spark.hadoop.mapreduce.");

  /** Within the families: keys that load code or place files. */
  private static final List<String> FORBIDDEN =
      List.of(
          "spark.sql.extensions",
          "spark.sql.catalog.",
          "spark.sql.hive.metastore.jars",
          "spark.sql.warehouse.dir",
          "spark.sql.queryExecutionListeners",
          "spark.sql.streaming.streamingQueryListeners",
          "spark.kryo.registrator",
          "spark.shuffle.manager",
          "spark.shuffle.sort.io.plugin.class",
          "spark.rapids.memory.gpu.pool.class");

  private SessionSettings() {}

  /**
   * Returns the settings by their full names, checked.
   *
   * @throws InvalidRequest naming the key, why it cannot be set, and the nearest that can
   */
  public static Map<String, String> checked(Map<String, String> asked) {
    if (asked.isEmpty()) {
      throw new InvalidRequest(
          "Nothing is configured. Give lines such as 'driver-memory = 4g' or"
              + " 'spark.sql.shuffle.partitions = 64', or a JSON object of them.");
    }
    Map<String, String> settings = new TreeMap<>();
    asked.forEach(
        (key, value) -> {
          requireKey(key);
          String name = SHORT.getOrDefault(key.toLowerCase(Locale.ROOT), key);
          allow(name);
          settings.put(name, value(name, value.strip()));
        });
    return settings;
  }

  private static void requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidRequest(
          "A setting's name has letters, digits, dots, hyphens and underscores only, such as"
              + " spark.sql.shuffle.partitions.");
    }
  }

  private static void allow(String key) {
    if (key.equals(DRIVER_MEMORY)) {
      return;
    }
    if (key.equals("spark.master")
        || key.startsWith("hearth.")
        || key.startsWith("spark.hearth.")) {
      throw new InvalidRequest(
          "'"
              + key
              + "' is the profile's: it says where sessions run. Choose another kernel for it.");
    }
    if (FORBIDDEN.stream().anyMatch(key::startsWith)
        || !key.startsWith("spark.") && nearest(key).isEmpty()
        || key.startsWith("spark.")
            && FAMILIES.stream().noneMatch(key::startsWith)
            && nearest(key).isEmpty()) {
      throw new InvalidRequest(
          "'"
              + key
              + "' cannot be set by a session's users, only in its profile"
              + " (hearth.profiles.<name>.spark-conf). What can be set: driver-memory,"
              + " executor-memory, executor-cores, num-executors, and Spark's keys for queries,"
              + " shuffles and memory, such as spark.sql.*.");
    }
    if (FAMILIES.stream().noneMatch(key::startsWith)) {
      throw new InvalidRequest("'" + key + "' is unknown. Did you mean '" + nearest(key) + "'?");
    }
  }

  /** Empty if none is near. */
  private static String nearest(String key) {
    List<String> known = Stream.of(SHORT.keySet(), SIZES, COUNTS).flatMap(Set::stream).toList();
    return Nearest.of(key.toLowerCase(Locale.ROOT), known).orElse("");
  }

  private static String value(String key, String value) {
    if (key.equals(DRIVER_MEMORY)) {
      return heap(value);
    }
    if (SIZES.contains(key) && !SIZE.matcher(value.toLowerCase(Locale.ROOT)).matches()) {
      throw new InvalidRequest(
          "'" + key + "' must be a size such as 4g or 1500m, not '" + value + "'.");
    }
    if (COUNTS.contains(key) && !COUNT.matcher(value).matches()) {
      throw new InvalidRequest("'" + key + "' must be a number above 0, not '" + value + "'.");
    }
    if (value.chars().anyMatch(Character::isISOControl) || value.length() > 4096) {
      throw new InvalidRequest("The value of '" + key + "' has control characters or is too long.");
    }
    return value;
  }

  private static String heap(String value) {
    try {
      return DriverMemory.checked(value, "");
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(
          "'driver-memory' must be a size such as 4g or 1500m, of at least 512m, not '"
              + value
              + "'.",
          e);
    }
  }
}
