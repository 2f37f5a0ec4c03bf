package dev.hearth.gateway.session;

import java.util.Map;
import java.util.Objects;

/**
 * From what a session is started.
 *
 * @param launcher name of the launcher
 * @param driverMemory heap of the driver as the JVM takes it, e.g. {@code 2g}
 * @param sparkConf Spark configuration, by Spark's own keys
 * @param description for people who choose among profiles
 */
public record Profile(
    String name,
    String launcher,
    String driverMemory,
    Map<String, String> sparkConf,
    String description) {
  public Profile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(launcher, "launcher");
    Objects.requireNonNull(driverMemory, "driverMemory");
    sparkConf = Map.copyOf(sparkConf);
  }
}
