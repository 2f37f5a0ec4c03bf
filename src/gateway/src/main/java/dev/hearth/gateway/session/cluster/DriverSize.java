package dev.hearth.gateway.session.cluster;

/**
 * How big a driver is that fills its node: five eighths of the memory are heap, at most 32 GiB, in
 * steps of 512 MiB; the rest is Python's, whose kernels and data frames live beside the JVM.
 *
 * @param heapMib in MiB
 * @param overheadMib beside the heap, in MiB
 * @param budget the most that it may have
 */
record DriverSize(int cores, long heapMib, long overheadMib, NodeBudget budget) {
  /** What the JVM and a small Python need beside the heap, in MiB. */
  static final long LEAST_BESIDE = 1024;

  private static final long STEP = 512;
  private static final long LEAST_HEAP = 1024;
  private static final long MOST_HEAP = 32 * 1024;

  /**
   * @throws IllegalArgumentException if the type is too small for a driver
   */
  static DriverSize on(InstanceType type) {
    NodeBudget budget = NodeBudget.of(type, 1);
    long heap = Math.min(MOST_HEAP, budget.memoryMib() * 5 / 8 / STEP * STEP);
    if (budget.cores() < 1 || heap < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "driver-instance is '"
              + type.name()
              + "', of which a driver can have "
              + budget
              + ": too little. Choose a larger one.");
    }
    return new DriverSize(budget.cores(), heap, budget.memoryMib() - heap, budget);
  }
}
