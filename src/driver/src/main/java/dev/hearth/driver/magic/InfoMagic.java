package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.magic.Magic.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;

/** {@code %info}: the session in a table. */
final class InfoMagic {
  private static final List<String> CONF =
      List.of(
          "spark.driver.memory",
          "spark.executor.memory",
          "spark.executor.cores",
          "spark.executor.instances",
          "spark.dynamicAllocation.enabled",
          "spark.sql.shuffle.partitions",
          "spark.plugins",
          "spark.rapids.sql.enabled");

  private InfoMagic() {}

  static Magic magic() {
    return new Magic(
        "info",
        Kind.LINE,
        "",
        "Shows the session: application, Spark, executors, configuration.",
        List.of(),
        true,
        InfoMagic::run);
  }

  private static CellOutcome run(MagicCall call) {
    SparkContext spark = call.kernel().spark().sparkContext();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("application", spark.applicationId());
    facts.put("Spark", spark.version() + " on " + spark.master());
    facts.put("Spark UI", spark.uiWebUrl().getOrElse(() -> "not enabled"));
    Instant started = Instant.ofEpochMilli(spark.startTime());
    facts.put("up for", duration(Duration.between(started, Instant.now())));
    SparkExecutorInfo[] executors = spark.statusTracker().getExecutorInfos();
    facts.put("executors", executors(spark, executors));
    facts.put("cores", spark.defaultParallelism() + " (default parallelism)");
    facts.put("driver memory", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
    facts.put("user", call.kernel().user());
    facts.put("kernel", call.kernel().id() + " (" + call.kernel().language() + ")");
    SparkConf conf = spark.getConf();
    for (String key : CONF) {
      if (conf.contains(key)) {
        facts.put(key, Redaction.of(key, conf.get(key)));
      }
    }
    return MagicCall.shows(Facts.table(facts));
  }

  private static String executors(SparkContext spark, SparkExecutorInfo[] all) {
    if (spark.isLocal()) {
      return "in the driver";
    }
    int running = 0;
    for (SparkExecutorInfo executor : all) {
      running += executor.numRunningTasks();
    }
    return all.length - 1 + ", " + running + " tasks running"; // the driver is one of them
  }

  private static String duration(Duration time) {
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
