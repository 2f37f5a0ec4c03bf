package dev.hearth.e2e.jupyter;

import dev.hearth.e2e.Program;
import dev.hearth.e2e.Python;
import dev.hearth.e2e.SharedGateway;
import dev.hearth.e2e.scenario.Ipykernel;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jupyter's own test suite for kernels, {@code jupyter_kernel_test}, which checks each message
 * against the specification and allows a cell's outputs a tenth of a second.
 */
@ExtendWith(SharedGateway.class)
class KernelTestSuiteTest {

  @ParameterizedTest
  @ValueSource(strings = {"Scala", "Sql", "Pyspark"})
  void aKernelPassesJupytersTests(String kernel) {
    String python = Python.having("python3-jupyter-kernel-test", "jupyter_kernel_test");
    if (kernel.equals("Pyspark")) {
      Ipykernel.require();
    }
    Kernelspecs specs = Kernelspecs.of(SharedGateway.gateway());
    try (Program tests =
        Program.start(
            specs.prefix(),
            specs.environment(),
            python,
            Program.resource("kernel_test_suite.py").toString(),
            "-v",
            kernel + "Tests")) {
      tests.expectSuccess();
    }
  }
}
