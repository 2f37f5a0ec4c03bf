package dev.hearth.cli.kernelspec;

import dev.hearth.cli.Programs;
import dev.hearth.client.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder in which Jupyter looks for {@code kernels}, as <a
 * href="https://docs.jupyter.org/en/latest/use/jupyter-directories.html">its documentation</a> has
 * them.
 */
record DataFolder(Path path) {
  private static final String SHARE = "share/jupyter";

  /** The user's own. */
  static DataFolder ofUser(Map<String, String> environment) {
    String chosen = environment.getOrDefault("JUPYTER_DATA_DIR", "");
    if (!chosen.isEmpty()) {
      return new DataFolder(Path.of(chosen));
    }
    Path home = Path.of(System.getProperty("user.home"));
    if (System.getProperty("os.name").startsWith("Mac")) {
      return new DataFolder(home.resolve("Library/Jupyter"));
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path share = data.isEmpty() ? home.resolve(".local/share") : Path.of(data);
    return new DataFolder(share.resolve("jupyter"));
  }

  static DataFolder ofPrefix(Path prefix) {
    return new DataFolder(prefix.toAbsolutePath().normalize().resolve(SHARE));
  }

  /**
   * That of the Python which is first on the path, e.g. of an activated environment.
   *
   * @throws Failure if there is no Python
   */
  static DataFolder ofPython() {
    return python()
        .orElseThrow(
            () ->
                Failure.environment(
                    "there is no python3 on the path to take the prefix of",
                    "Activate its environment first, or name the folder: --prefix DIR."));
  }

  private static Optional<DataFolder> python() {
    return Programs.firstLine(List.of("python3", "-c", "import sys; print(sys.prefix)"))
        .map(prefix -> ofPrefix(Path.of(prefix)));
  }

  /** All in which Jupyter looks, in its order. */
  static List<DataFolder> all(Map<String, String> environment) {
    Set<DataFolder> folders = new LinkedHashSet<>();
    for (String path : environment.getOrDefault("JUPYTER_PATH", "").split(":")) {
      if (!path.isEmpty()) {
        folders.add(new DataFolder(Path.of(path)));
      }
    }
    folders.add(ofUser(environment));
    python().ifPresent(folders::add);
    folders.add(ofPrefix(Path.of("/usr/local")));
    folders.add(ofPrefix(Path.of("/usr")));
    return new ArrayList<>(folders);
  }

  Path kernels() {
    return path.resolve("kernels");
  }

  /** Where the bridge of the kernels here lies. */
  Path bridge() {
    return path.resolve("hearth-bridge");
  }
}
