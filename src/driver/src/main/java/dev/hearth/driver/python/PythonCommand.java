package dev.hearth.driver.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Python that can run cells.
 *
 * @param path the program
 * @param pyspark the version of PySpark that it can import, if any
 */
record PythonCommand(String path, Optional<String> pyspark) {
  private static final int PATIENCE_SECONDS = 30;

  /** Asks without importing, which for PySpark takes long. */
  private static final String PROBE =
      """
      import importlib.util as u, sys
      def version(name):
          try:
              from importlib.metadata import version
              return version(name)
          except Exception:
              return 'unknown'
      print('python', sys.version_info[0], sys.version_info[1])
      if u.find_spec('ipykernel'): print('ipykernel', version('ipykernel'))
      if u.find_spec('pyspark'): print('pyspark', version('pyspark'))
      """;

  /**
   * The first that has ipykernel: what Spark is configured to use, else {@code python3} on the
   * path, else the system's.
   *
   * @throws IllegalStateException if there is none; says what to install
   */
  static PythonCommand find(Map<String, String> environment, Properties properties)
      throws InterruptedException {
    List<String> without = new ArrayList<>();
    for (String candidate : candidates(environment, properties)) {
      Optional<List<String>> found = probe(candidate);
      if (found.isPresent()) {
        Optional<String> pyspark = value(found.get(), "pyspark ");
        if (value(found.get(), "ipykernel ").isPresent()) {
          return new PythonCommand(candidate, pyspark);
        }
        without.add(candidate);
      }
    }
    throw new IllegalStateException(
        without.isEmpty()
            ? "There is no Python 3 here. Install one with ipykernel, or say where it is with"
                + " PYSPARK_DRIVER_PYTHON."
            : "Python cells need ipykernel, which "
                + String.join(" and ", without)
                + " cannot import. Install it with '"
                + without.get(0)
                + " -m pip install ipykernel', or name another Python with PYSPARK_DRIVER_PYTHON.");
  }

  private static Set<String> candidates(Map<String, String> environment, Properties properties) {
    String[] configured = {
      properties.getProperty("spark.pyspark.driver.python"),
      properties.getProperty("spark.pyspark.python"),
      environment.get("PYSPARK_DRIVER_PYTHON"),
      environment.get("PYSPARK_PYTHON")
    };
    for (String path : configured) {
      if (path != null && !path.isBlank()) {
        return Set.of(path); // another one would only surprise
      }
    }
    Set<String> usual = new LinkedHashSet<>();
    usual.add("python3");
    usual.add("/usr/bin/python3");
    usual.add("/usr/local/bin/python3");
    return usual;
  }

  private static Optional<List<String>> probe(String path) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(path, "-c", PROBE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return Optional.empty(); // no such program
    }
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        List<String> lines = said.lines().toList();
        return lines.contains("python 2 7") ? Optional.empty() : Optional.of(lines);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it died while it spoke
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst();
  }
}
