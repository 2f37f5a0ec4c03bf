package dev.hearth.gateway.session.cluster;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * A type of EC2 instance.
 *
 * @param memoryMib as EC2 advertises it, in MiB
 * @param gpu of which model its GPUs are; empty if it has none
 * @param localDiskGb its NVMe disks together, in GB; 0 for none
 * @param pricePerHour on demand, in USD
 */
record InstanceType(
    String name,
    int vcpus,
    long memoryMib,
    int gpus,
    Optional<Gpu> gpu,
    int localDiskGb,
    BigDecimal pricePerHour) {

  /** One executor for each eight vCPUs: beyond that, JVMs lose more to GC than they win. */
  private static final int VCPUS_PER_EXECUTOR = 8;

  InstanceType {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(gpu, "gpu");
    Objects.requireNonNull(pricePerHour, "pricePerHour");
  }

  /** How many executors have room on it: one per GPU, which RAPIDS demands, or per eight vCPUs. */
  int executors() {
    return gpus > 0 ? gpus : Math.max(1, vcpus / VCPUS_PER_EXECUTOR);
  }
}
