package dev.hearth.gateway.session.cluster;

/**
 * How big executors are that fill their node. Of the memory that one may have, a GPU's executor
 * gets pinned memory (a twelfth, at most 2 GiB), twice that for what RAPIDS spills from the GPU,
 * and a tenth (at least 1 GiB) for Python's workers and the JVM itself, all of them beside the
 * heap; a CPU's gets a fifth beside the heap. The heap is what remains, in steps of 512 MiB.
 *
 * @param cores task slots, each of them a whole core
 * @param heapMib in MiB
 * @param overheadMib beside the heap, in MiB
 * @param pinnedMib of the overhead, pinned for copies to and from the GPU; 0 without one
 * @param spillMib of the overhead, for what does not fit on the GPU; 0 without one
 * @param budget the most that one may have
 */
record ExecutorSize(
    int cores, long heapMib, long overheadMib, long pinnedMib, long spillMib, NodeBudget budget) {
  /** What the JVM needs beside its heap and what RAPIDS pins and spills, in MiB. */
  static final long LEAST_BESIDE = 1024;

  private static final long STEP = 512;
  private static final long LEAST_HEAP = 1024;
  private static final long MOST_PINNED = 2048;

  /**
   * @throws IllegalArgumentException if the type is too small for an executor
   */
  static ExecutorSize on(InstanceType type) {
    NodeBudget budget = NodeBudget.of(type, type.executors());
    boolean gpu = type.gpus() > 0;
    long memory = budget.memoryMib();
    long pinned = gpu ? Math.min(MOST_PINNED, memory / 12) : 0;
    long heap = (gpu ? heapBesideGpu(memory) : heap(memory)) / STEP * STEP;
    if (budget.cores() < 1 || heap < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "executor-instance is '"
              + type.name()
              + "', of which an executor can have "
              + budget
              + ": too little. Choose a larger one.");
    }
    return new ExecutorSize(budget.cores(), heap, memory - heap, pinned, 2 * pinned, budget);
  }

  private static long heap(long memory) {
    return Math.min(memory * 4 / 5, memory - LEAST_BESIDE);
  }

  /** In one division each, so that more memory never means a smaller heap. */
  private static long heapBesideGpu(long memory) {
    long mostPinnedAndSpilled = 3 * MOST_PINNED;
    long tenthForOthers = Math.max(memory * 13 / 20, memory * 9 / 10 - mostPinnedAndSpilled);
    long leastForOthers = Math.max(memory * 3 / 4, memory - mostPinnedAndSpilled) - LEAST_BESIDE;
    return Math.min(tenthForOthers, leastForOthers);
  }
}
