package dev.hearth.gateway.session.cluster;

import java.util.Objects;

/**
 * A model of GPU.
 *
 * @param memoryGib of one, in GiB
 */
record Gpu(String model, int memoryGib, Architecture architecture) {
  /** NVIDIA's generations, oldest first. */
  enum Architecture {
    VOLTA,
    TURING,
    AMPERE,
    ADA,
    HOPPER,
    BLACKWELL
  }

  private static final int GIB_PER_TASK = 20;
  private static final int LEAST_GIB_PER_TASK = 8;
  private static final int MOST_TASKS = 4;

  Gpu {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(architecture, "architecture");
  }

  /** How many tasks should be on it at once: one per 20 GiB, at least one and at most four. */
  int concurrentTasks() {
    return Math.max(1, Math.min(MOST_TASKS, memoryGib / GIB_PER_TASK));
  }

  /**
   * How many tasks may be on it at once: with less than 8 GiB each, RAPIDS spills more than it
   * computes.
   */
  int mostConcurrentTasks() {
    return Math.max(1, memoryGib / LEAST_GIB_PER_TASK);
  }

  /** Whether the CUDA 13 code of XGBoost's GPU jar runs on it: it has none before Turing. */
  boolean trains() {
    return architecture.compareTo(Architecture.TURING) >= 0;
  }
}
