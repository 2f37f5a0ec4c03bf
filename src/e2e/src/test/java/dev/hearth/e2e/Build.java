package dev.hearth.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the other modules' builds stand. */
public final class Build {
  private static final Path REPOSITORY = findRepository();
  private static final Path SRC = REPOSITORY.resolve("src");

  private Build() {}

  /** The folder with the Maven wrapper, above the one in which this process was started. */
  private static Path findRepository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("start this inside Hearth's repository");
      }
    }
    return folder;
  }

  public static Path repository() {
    return REPOSITORY;
  }

  static Path gatewayJar() {
    return built(SRC.resolve("gateway/target/quarkus-app/quarkus-run.jar"));
  }

  public static Path driverDist() {
    return built(SRC.resolve("driver/target/dist"));
  }

  /** The driver for images that have Spark. */
  static Path sessionJar() {
    return built(SRC.resolve("driver/target/image/hearth-session.jar"));
  }

  static Path cliJar() {
    return built(SRC.resolve("cli/target/dist/hearth-cli.jar"));
  }

  public static Path demoJar() {
    return built(SRC.resolve("demo/target/dist/hearth-demo.jar"));
  }

  public static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; run ./mvnw verify from the top folder");
    }
    return path;
  }
}
