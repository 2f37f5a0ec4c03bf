package dev.hearth.e2e.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether this machine has what Python kernels need. */
public final class Ipykernel {
  private Ipykernel() {}

  /** Skips the test, saying why, where no Python has ipykernel. */
  public static void require() {
    assumeTrue(
        List.of("python3", "/usr/bin/python3").stream().anyMatch(Ipykernel::has),
        "SKIPPED: no Python here has ipykernel; apt-get install python3-ipykernel");
  }

  private static boolean has(String python) {
    try {
      Process probe =
          new ProcessBuilder(python, "-c", "import ipykernel")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false; // not installed
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
