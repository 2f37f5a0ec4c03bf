package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.LaunchOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment of a driver. User code can read it, so of the gateway's own only what is known to
 * be harmless and needed is handed on; never {@code HEARTH_TOKEN} or a database's password.
 */
final class DriverEnvironment {
  private static final Set<String> HANDED_ON =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "TZ",
          "TMPDIR",
          "JAVA_HOME",
          "LD_LIBRARY_PATH",
          "PYSPARK_PYTHON",
          "PYSPARK_DRIVER_PYTHON");

  private static final List<String> PREFIXES_HANDED_ON =
      List.of("LC_", "SPARK_", "HADOOP_", "AWS_", "CUDA_", "NVIDIA_");

  private DriverEnvironment() {}

  static Map<String, String> of(
      LaunchOrder order,
      SessionFolder folder,
      Path linkUrlFile,
      Duration orphanLimit,
      Map<String, String> gateway) {
    Map<String, String> environment = new TreeMap<>();
    gateway.forEach(
        (name, value) -> {
          if (HANDED_ON.contains(name) || PREFIXES_HANDED_ON.stream().anyMatch(name::startsWith)) {
            environment.put(name, value);
          }
        });
    // Spark's ports, its UI among them, are for this machine only unless its owner says otherwise.
    environment.putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("HEARTH_SESSION_ID", order.sessionId().toString());
    environment.put("HEARTH_LINK_TOKEN", order.token());
    environment.put("HEARTH_LINK_URL_FILE", linkUrlFile.toString());
    environment.put("HEARTH_ORPHAN_LIMIT", orphanLimit.toString());
    environment.put("HEARTH_SPOOL_DIR", folder.spool().toString());
    environment.put("HEARTH_REPL_DIR", folder.repl().toString());
    return environment;
  }
}
