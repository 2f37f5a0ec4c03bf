package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.team.TeamName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
      Optional<List<String>> passEnv,
      Optional<String> runAs,
      Duration orphanLimit,
      Duration keepFolders,
      long logLimit)
      implements LocalLaunchConfig {
    static Settings in(Path dist) {
      return new Settings(
          Optional.of(dist),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMinutes(10),
          Duration.ofDays(7),
          1 << 20);
    }

    Settings workingIn(Path folder) {
      return new Settings(
          driverDist, Optional.of(folder), passEnv, runAs, orphanLimit, keepFolders, logLimit);
    }

    Settings passing(String... names) {
      return new Settings(
          driverDist,
          workDir,
          Optional.of(List.of(names)),
          runAs,
          orphanLimit,
          keepFolders,
          logLimit);
    }

    Settings runningAs(String template) {
      return new Settings(
          driverDist, workDir, passEnv, Optional.of(template), orphanLimit, keepFolders, logLimit);
    }
  }

  /** A launcher as a gateway on that home has it. */
  public static LocalLauncher launcher(Path home) {
    return launcher(home, Settings.in(dist(home)), System.getenv());
  }

  static LocalLauncher launcher(Path home, Settings settings, Map<String, String> environment) {
    return launcher(home, settings, environment, false);
  }

  static LocalLauncher launcher(
      Path home, Settings settings, Map<String, String> environment, boolean severalUsers) {
    DriverProgram program = new DriverProgram(settings.driverDist(), TinyDriver.class.getName());
    return new LocalLauncher(
        new HearthHome(home),
        program,
        settings,
        environment,
        severalUsers,
        RunAs.of(settings.runAs(), System.getenv("PATH")));
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
    return order(session, act, "ada");
  }

  static LaunchOrder order(UUID session, String act, String user) {
    Map<String, String> conf = new HashMap<>();
    conf.put("spark.tiny", act);
    return new LaunchOrder(
        session, "the-link-token", conf, "64m", user, TeamName.LOCAL, "local", Optional.empty());
  }
}
