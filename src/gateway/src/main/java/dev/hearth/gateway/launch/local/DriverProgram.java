package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.Unavailable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program that runs as a session driver.
 *
 * @param dist the built driver, if configured: {@code hearth-driver.jar} and {@code lib}
 */
record DriverProgram(Optional<Path> dist, String mainClass) {
  static final String MAIN_CLASS = "dev.hearth.driver.SessionDriver";

  private static final String FIX =
      " Build it with './mvnw -pl src/driver -am package' and set HEARTH_DRIVER_DIST (or"
          + " hearth.launch.local.driver-dist) to src/driver/target/dist.";

  /**
   * @throws Unavailable if it is not there, with the command that builds it
   */
  String classPath() {
    Path folder =
        dist.orElseThrow(
                () ->
                    new Unavailable("The gateway was not told where the session driver is." + FIX))
            .toAbsolutePath();
    Path jar = folder.resolve("hearth-driver.jar");
    if (!Files.isRegularFile(jar)) {
      throw new Unavailable("The session driver is not at " + jar + "." + FIX);
    }
    return jar + File.pathSeparator + folder.resolve("lib") + File.separator + "*";
  }

  /**
   * What an account must be able to read to run it.
   *
   * @throws Unavailable as {@link #classPath}
   */
  List<Path> files() {
    Path jar = Path.of(classPath().split(File.pathSeparator)[0]);
    return List.of(DriverCommand.java(), jar, jar.resolveSibling("lib"));
  }

  /** What the build prepared for this Java, so that a session starts sooner. */
  Optional<Path> classArchive() {
    return dist.map(Path::toAbsolutePath)
        .map(
            folder ->
                folder.resolve("hearth-driver-" + System.getProperty("java.vm.version") + ".jsa"))
        .filter(Files::isRegularFile);
  }
}
