package dev.hearth.gateway.session.cluster;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * What a session on a cluster is started with.
 *
 * @param driverMemory heap of the driver, e.g. {@code 8g}
 * @param pricePerHour of driver and executors, at their most
 */
public record SparkTerms(
    String driverMemory, Map<String, String> sparkConf, BigDecimal pricePerHour) {
  public SparkTerms {
    Objects.requireNonNull(driverMemory, "driverMemory");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
    sparkConf = Map.copyOf(sparkConf);
  }
}
