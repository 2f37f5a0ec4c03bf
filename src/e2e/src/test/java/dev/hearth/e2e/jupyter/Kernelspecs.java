package dev.hearth.e2e.jupyter;

import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hearth's kernels as {@code hearth kernelspec install} puts them, for a gateway's home; and one
 * more, {@code echo}, which needs no Spark.
 *
 * @param prefix under which they are
 */
public record Kernelspecs(Path prefix) {
  private static final Map<Path, Kernelspecs> INSTALLED = new ConcurrentHashMap<>();

  /** Installs them once per home. */
  public static Kernelspecs of(GatewayProcess gateway) {
    return INSTALLED.computeIfAbsent(gateway.home(), Kernelspecs::install);
  }

  static Kernelspecs install(Path home) {
    try {
      Path prefix = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "jupyter");
      Program program =
          Program.start(
              prefix,
              Map.of("HEARTH_NO_BUILD", "1"),
              Program.hearth(),
              "kernelspec",
              "install",
              "--prefix",
              prefix.toString(),
              "--home",
              home.toString());
      program.expectSuccess();
      Kernelspecs specs = new Kernelspecs(prefix);
      specs.addEcho();
      return specs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addEcho() throws IOException {
    Path echo = Files.createDirectories(data().resolve("kernels/echo"));
    String sql = Files.readString(data().resolve("kernels/sql/kernel.json"));
    Files.writeString(echo.resolve("kernel.json"), sql.replace("\"sql\"", "\"echo\""));
  }

  Path data() {
    return prefix.resolve("share/jupyter");
  }

  /** With which Jupyter finds them, and keeps everything of its own away from the user's. */
  public Map<String, String> environment() {
    return Map.of(
        "JUPYTER_PATH", data().toString(),
        "JUPYTER_RUNTIME_DIR", prefix.resolve("runtime").toString(),
        "JUPYTER_CONFIG_DIR", prefix.resolve("config").toString(),
        "JUPYTER_DATA_DIR", prefix.resolve("own").toString(),
        "IPYTHONDIR", prefix.resolve("ipython").toString(),
        "BRIDGE_LOG", prefix.resolve("bridge.log").toString(),
        "PYDEVD_DISABLE_FILE_VALIDATION", "1");
  }
}
