package dev.hearth.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether this machine has what a test needs of Python. */
public final class Python {
  private static final List<String> PLACES = List.of("/usr/bin/python3", "python3");

  private Python() {}

  /**
   * A Python that can import all of the modules; skips the test, saying why, where there is none.
   *
   * @param packages how to get them on Debian
   */
  public static String having(String packages, String... modules) {
    Optional<String> found = PLACES.stream().filter(python -> imports(python, modules)).findFirst();
    assumeTrue(
        found.isPresent(),
        "SKIPPED: no Python here has "
            + Arrays.toString(modules)
            + "; apt-get install "
            + packages);
    return found.orElseThrow();
  }

  private static boolean imports(String python, String... modules) {
    try {
      Process probe =
          new ProcessBuilder(python, "-c", "import " + String.join(", ", modules))
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
