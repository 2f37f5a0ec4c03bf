package dev.hearth.gateway.session.cluster;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Spark's settings that say where and as whom a session runs: the launcher's alone. */
final class LauncherKeys {
  private static final Map<String, String> INSTEAD =
      Map.of(
          "spark.master", "EMR sets it",
          "spark.submit.deployMode", "EMR sets it",
          "spark.kubernetes.namespace", "it is the team's: see namespace in the file of teams",
          "spark.kubernetes.container.image", "use cluster.image, or image of the team",
          "spark.kubernetes.driver.container.image", "use cluster.image, or image of the team",
          "spark.kubernetes.executor.container.image", "use cluster.image, or image of the team",
          "spark.driver.memory", "use driver-memory of the profile");

  private static final Set<String> TEMPLATES =
      Set.of(
          "spark.kubernetes.driver.podTemplateFile",
          "spark.kubernetes.executor.podTemplateFile",
          "spark.kubernetes.driver.podTemplateContainerName",
          "spark.kubernetes.executor.podTemplateContainerName");

  private static final Pattern FAMILIES =
      Pattern.compile(
          "spark\\.kubernetes\\.(driver|executor)\\.secret(KeyRef|s)\\..*"
              + "|spark\\.kubernetes\\.driverEnv\\.HEARTH_.*"
              + "|spark\\.executorEnv\\.HEARTH_.*"
              + "|spark\\.kubernetes\\.(driver|executor)\\.label\\.hearth\\.dev/.*"
              + "|spark\\.kubernetes\\.authenticate\\..*"
              + "|spark\\.hearth\\..*");

  private LauncherKeys() {}

  /**
   * @throws IllegalArgumentException naming the first of them and what to use instead
   */
  static void refuseIn(Map<String, String> conf) {
    for (String key : new TreeSet<>(conf.keySet())) {
      String instead = INSTEAD.get(key);
      if (TEMPLATES.contains(key)) {
        instead = "the launcher makes it, from cluster.*-node-selector, -tolerations, local-disk";
      } else if (FAMILIES.matcher(key).matches()) {
        instead = "it decides as whom a session runs or is known";
      }
      if (instead != null) {
        throw new IllegalArgumentException(
            key + " is set, which only the launcher may do; " + instead + ". Take it out.");
      }
    }
  }
}
