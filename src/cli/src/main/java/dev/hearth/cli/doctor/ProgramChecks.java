package dev.hearth.cli.doctor;

import dev.hearth.cli.Programs;
import java.util.List;
import java.util.Optional;

/** What else is installed; each is for one use, and none is needed for the rest. */
final class ProgramChecks {
  private static final String PYTHON = chosenPython();

  private ProgramChecks() {}

  static Finding node() {
    return program(
        "Node.js",
        Programs.firstLine(List.of("node", "--version")),
        "builds the web front end",
        "Install Node.js 20 or later.");
  }

  static Finding python() {
    Optional<String> version =
        Programs.firstLine(
            List.of(PYTHON, "-c", "import platform; print(platform.python_version())"));
    return program(
        "Python",
        version.map(found -> found + " (" + PYTHON + ")"),
        "Python cells",
        "Install Python 3.9 or later.");
  }

  static Finding ipykernel() {
    return module("ipykernel", "runs Python cells", "ipykernel");
  }

  static Finding pyspark() {
    return module("pyspark", "Spark in Python cells", "pyspark==3.5.5");
  }

  private static Finding module(String module, String purpose, String install) {
    return program(
        module,
        version(PYTHON, module),
        purpose,
        "Install it: " + PYTHON + " -m pip install " + install);
  }

  private static Optional<String> version(String python, String module) {
    return Programs.firstLine(
        List.of(
            python,
            "-c",
            "from importlib.metadata import version; print(version('" + module + "'))"));
  }

  /** The one that a session would choose: the one that is configured, else one with ipykernel. */
  private static String chosenPython() {
    for (String variable : List.of("PYSPARK_DRIVER_PYTHON", "PYSPARK_PYTHON")) {
      String configured = System.getenv(variable);
      if (configured != null && !configured.isBlank()) {
        return configured;
      }
    }
    return List.of("python3", "/usr/bin/python3", "/usr/local/bin/python3").stream()
        .filter(python -> version(python, "ipykernel").isPresent())
        .findFirst()
        .orElse("python3");
  }

  static Finding chromium() {
    for (String name :
        List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")) {
      Optional<String> version = Programs.firstLine(List.of(name, "--version"));
      if (version.isPresent()) {
        return program("Chromium", version, "browser tests", "");
      }
    }
    return program(
        "Chromium", Optional.empty(), "browser tests", "Install it (on Debian: chromium).");
  }

  static Finding gpu() {
    Optional<String> gpu =
        Programs.firstLine(
            List.of("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"));
    return program(
        "NVIDIA GPU",
        gpu,
        "GPU profiles: RAPIDS and XGBoost on cuda",
        "Without one all runs on the CPU. If there is one, install NVIDIA's driver.");
  }

  private static Finding program(String name, Optional<String> found, String purpose, String fix) {
    return found
        .map(version -> Finding.good(name, version, purpose))
        .orElseGet(() -> Finding.optional(name, "not found", purpose, fix));
  }
}
