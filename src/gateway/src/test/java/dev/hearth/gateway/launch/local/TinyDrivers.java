package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.launch.LaunchOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Launchers of {@link TinyDriver}s, and orders for them. */
public final class TinyDrivers {
  private TinyDrivers() {}

  /** The settings of {@link LocalLaunchConfig}. */
  record Settings(
      Optional<Path> driverDist,
      Optional<Path> workDir,
      Duration orphanLimit,
      Duration keepFolders,
      long logLimit)
      implements LocalLaunchConfig {
    static Settings in(Path dist) {
      return new Settings(
          Optional.of(dist), Optional.empty(), Duration.ofMinutes(10), Duration.ofDays(7), 1 << 20);
    }
  }

  /** A launcher as a gateway on that home has it. */
  public static LocalLauncher launcher(Path home) {
    return launcher(home, Settings.in(dist(home)), System.getenv());
  }

  static LocalLauncher launcher(Path home, Settings settings, Map<String, String> environment) {
    DriverProgram program = new DriverProgram(settings.driverDist(), TinyDriver.class.getName());
    return new LocalLauncher(new HearthHome(home), program, settings, environment);
  }

  /** A built driver: a jar and an empty {@code lib}. */
  static Path dist(Path home) {
    Path dist = home.resolve("dist");
    Path jar = dist.resolve("hearth-driver.jar");
    String entry = TinyDriver.class.getName().replace('.', '/') + ".class";
    try {
      Files.createDirectories(dist.resolve("lib"));
      if (!Files.exists(jar)) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
            InputStream code = TinyDriver.class.getResourceAsStream("/" + entry)) {
          out.putNextEntry(new JarEntry(entry));
          code.transferTo(out);
        }
      }
      return dist;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a session asks for whose driver shall do that. */
  static LaunchOrder order(UUID session, String act) {
    Map<String, String> conf = new HashMap<>();
    conf.put("spark.tiny", act);
    return new LaunchOrder(session, "the-link-token", conf, "64m", "ada");
  }
}
