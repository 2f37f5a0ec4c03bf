package dev.hearth.e2e.scenario;

import dev.hearth.e2e.Python;

/** Whether this machine has what Python kernels need. */
public final class Ipykernel {
  private Ipykernel() {}

  /** Skips the test, saying why, where no Python has ipykernel. */
  public static void require() {
    Python.having("python3-ipykernel", "ipykernel");
  }
}
