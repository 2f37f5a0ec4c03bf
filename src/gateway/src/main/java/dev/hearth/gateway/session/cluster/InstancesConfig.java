package dev.hearth.gateway.session.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Types of EC2 instances that Hearth does not know, and what differs for those that it knows, such
 * as prices of another region. Names of types have a dot and stand in quotes: {@code
 * hearth.instance-types."g5.2xlarge".price-per-hour=1.14}.
 */
@ConfigMapping(prefix = "hearth.instance-types")
public interface InstancesConfig {

  @WithParentName
  Map<String, InstanceConfig> byName();

  /** One type. A type that Hearth does not know needs vcpus and memory. */
  interface InstanceConfig {

    Optional<Integer> vcpus();

    /** As EC2 advertises it, e.g. {@code 32g}. */
    Optional<String> memory();

    /**
     * How many GPUs it has. A type that Hearth does not know and that has any needs the next three.
     */
    Optional<Integer> gpus();

    /** For people, e.g. {@code A10G}. */
    Optional<String> gpuModel();

    /** Of one GPU, e.g. {@code 24g}. */
    Optional<String> gpuMemory();

    /**
     * {@code volta}, {@code turing}, {@code ampere}, {@code ada}, {@code hopper}, {@code
     * blackwell}.
     */
    Optional<String> gpuArchitecture();

    /** Its NVMe disks together, in GB; for people. */
    Optional<Integer> localDisk();

    /** On demand, in the currency of the teams' quotas. By default the approximate price in USD. */
    Optional<BigDecimal> pricePerHour();
  }
}
