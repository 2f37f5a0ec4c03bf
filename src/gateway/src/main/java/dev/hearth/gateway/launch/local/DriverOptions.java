package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.LaunchOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The options of a driver's JVM that are the business of its session only, such as Spark settings
 * with keys of a store in them: they stand in a file, where a command line is visible to every user
 * of the machine.
 */
final class DriverOptions {
  private DriverOptions() {}

  /** The content of the file, as the {@code java} launcher reads it after an {@code @}. */
  static String of(LaunchOrder order, SessionFolder folder, boolean severalUsers) {
    return properties(order, folder, severalUsers).entrySet().stream()
        .map(property -> quoted("-D" + property.getKey() + "=" + property.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, String> properties(
      LaunchOrder order, SessionFolder folder, boolean severalUsers) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.app.name", "Hearth: " + order.user());
    // Hadoop sets the permissions of what it writes by itself, whatever the process's umask is.
    properties.put("spark.hadoop.fs.permissions.umask-mode", "077");
    if (severalUsers) {
      properties.put("user.home", folder.work().toString());
      if (order.sparkConf().getOrDefault("spark.master", "local").matches("local(\\[.*)?")) {
        // Every user of the machine can reach ports of the loopback. Spark draws the secret itself.
        properties.put("spark.authenticate", "true");
        properties.put("spark.ui.enabled", "false");
      }
    }
    properties.putAll(order.sparkConf());
    return properties;
  }

  /** As the JDK's argument files want it: backslashes, quotes and ends of lines escaped. */
  private static String quoted(String option) {
    return '"'
        + option
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
        + '"';
  }
}
