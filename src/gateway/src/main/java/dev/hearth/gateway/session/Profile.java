package dev.hearth.gateway.session;

import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.session.cluster.SparkTerms;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From what a session is started.
 *
 * @param launcher name of the launcher
 * @param driverMemory heap of the driver as the JVM takes it, e.g. {@code 2g}
 * @param sparkConf Spark configuration, by Spark's own keys
 * @param description for people who choose among profiles
 * @param sharing how its kernels share sessions
 * @param pricePerHour what a session costs, at its most; for quotas and for people who choose
 * @param cluster where its pods run, if its launcher starts any
 */
public record Profile(
    String name,
    String launcher,
    String driverMemory,
    Map<String, String> sparkConf,
    String description,
    Sharing sharing,
    BigDecimal pricePerHour,
    Optional<ClusterShape> cluster) {
  public Profile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(launcher, "launcher");
    Objects.requireNonNull(driverMemory, "driverMemory");
    Objects.requireNonNull(sharing, "sharing");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
    Objects.requireNonNull(cluster, "cluster");
    sparkConf = Map.copyOf(sparkConf);
  }

  /**
   * The same with what a session's users have changed, see {@link SessionSettings}; unchecked, as
   * is right for a driver of this machine.
   */
  Profile with(Map<String, String> settings) {
    Map<String, String> conf = new TreeMap<>(sparkConf);
    settings.forEach(
        (key, value) -> {
          if (!key.equals(SessionSettings.DRIVER_MEMORY)) {
            conf.put(key, value);
          }
        });
    String memory = settings.getOrDefault(SessionSettings.DRIVER_MEMORY, driverMemory);
    return new Profile(name, launcher, memory, conf, description, sharing, pricePerHour, cluster);
  }

  /** The same on other terms of Spark's. */
  Profile with(SparkTerms terms) {
    return new Profile(
        name,
        launcher,
        terms.driverMemory(),
        terms.sparkConf(),
        description,
        sharing,
        terms.pricePerHour(),
        cluster);
  }
}
