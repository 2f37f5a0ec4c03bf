package dev.hearth.cli;

import dev.hearth.client.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the built parts lie.
 *
 * @param root the folder of the {@code hearth} script
 */
public record Installation(Path root) {

  /** One built part, and the file by which to see that it is there. */
  public record Part(String name, Path file) {
    public boolean built() {
      return Files.isRegularFile(file);
    }
  }

  /** As the script says; without it, the current folder. */
  public static Installation ofProcess() {
    String root = System.getProperty("hearth.install");
    return new Installation(
        root == null ? Path.of("").toAbsolutePath() : Path.of(root).toAbsolutePath());
  }

  /** The gateway's runnable jar. */
  public Part gateway() {
    return new Part("gateway", root.resolve("src/gateway/target/quarkus-app/quarkus-run.jar"));
  }

  /** The session driver's jar; its libraries lie beside it. */
  public Part driver() {
    return new Part("driver", root.resolve("src/driver/target/dist/hearth-driver.jar"));
  }

  /** The jar of the ZeroMQ bridge; its libraries lie beside it. */
  public Part bridge() {
    return new Part("bridge", root.resolve("src/bridge/target/dist/hearth-bridge.jar"));
  }

  /** The jar of the stand-in of AWS and Kubernetes; its libraries lie beside it. */
  public Part demo() {
    return new Part("demo", root.resolve("src/demo/target/dist/hearth-demo.jar"));
  }

  /** The jar of the program that makes teams' places; its libraries lie beside it. */
  public Part onboarding() {
    return new Part("onboarding", root.resolve("src/onboarding/target/dist/hearth-onboarding.jar"));
  }

  /** This command's jar. */
  public Part command() {
    return new Part("command", root.resolve("src/cli/target/dist/hearth-cli.jar"));
  }

  /**
   * @throws Failure if a part that a gateway needs is not built
   */
  public void requireGateway() {
    require(gateway());
    require(driver());
  }

  /**
   * @throws Failure if a part that a demonstration of EMR needs is not built
   */
  public void requireDemo() {
    require(demo());
    require(driver());
  }

  private static void require(Part part) {
    if (!part.built()) {
      throw Failure.environment(
          "the " + part.name() + " is not built: there is no " + part.file(),
          "Start hearth without HEARTH_NO_BUILD, or build it: ./mvnw -DskipTests package");
    }
  }
}
