package dev.hearth.driver;

import java.util.Objects;

/** Explains to the user why a session did not start. */
final class StartFailure {
  private StartFailure() {}

  /** The cause and the next step, in a short paragraph. */
  static String explain(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String cause = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return "The session could not be started: " + firstLine(cause) + " " + advice(root, cause);
  }

  private static String advice(Throwable root, String cause) {
    if (cause.contains("System memory") || root instanceof OutOfMemoryError) {
      return "Give the driver more memory (-Xmx, or spark.driver.memory in the profile).";
    }
    if (cause.contains("Could not parse Master URL")) {
      return "Correct spark.master in the session's profile, for example local[2].";
    }
    if (root instanceof IllegalAccessError || cause.contains("does not \"opens")) {
      return "Start the driver with Spark's --add-opens flags for Java 17.";
    }
    if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
      return "A class that the Spark configuration names is missing: add its jar to the profile, or"
          + " remove the setting.";
    }
    return "See the driver's log for the whole trace, correct the profile's Spark configuration,"
        + " and start the session again.";
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.endsWith(".") ? line : line + ".";
  }
}
