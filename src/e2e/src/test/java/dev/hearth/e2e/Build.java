package dev.hearth.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the other modules' builds stand. */
final class Build {
  private static final Path SRC = Path.of("..").toAbsolutePath().normalize();

  private Build() {}

  static Path repository() {
    return SRC.getParent();
  }

  static Path gatewayJar() {
    return built(SRC.resolve("gateway/target/quarkus-app/quarkus-run.jar"));
  }

  static Path driverDist() {
    return built(SRC.resolve("driver/target/dist"));
  }

  static Path cliJar() {
    return built(SRC.resolve("cli/target/dist/hearth-cli.jar"));
  }

  static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; run ./mvnw verify from the top folder");
    }
    return path;
  }
}
