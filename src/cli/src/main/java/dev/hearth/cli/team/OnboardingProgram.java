package dev.hearth.cli.team;

import dev.hearth.cli.Installation;
import dev.hearth.cli.Terminal;
import dev.hearth.client.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that makes teams' places in AWS and Kubernetes. It is a process of its own, so that
 * this command needs none of their clients; it reads and prints where this command does.
 */
final class OnboardingProgram {
  private final Installation installation;
  private final Terminal terminal;

  OnboardingProgram(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  /**
   * Runs it to its end.
   *
   * @param arguments what to do, and options
   * @return its exit code
   * @throws Failure if it is not built or cannot be started
   */
  int run(List<String> arguments) throws InterruptedException {
    Installation.Part part = installation.onboarding();
    if (!part.built()) {
      throw Failure.environment(
          "the program for teams is not built: there is no " + part.file(),
          "Start hearth without HEARTH_NO_BUILD, or build it: ./mvnw -DskipTests package");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dhearth.colour=" + terminal.colour(),
            "-jar",
            part.file().toString()));
    command.addAll(arguments);
    terminal.out().flush();
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw Failure.environment("cannot start the program for teams: " + e.getMessage(), "", e);
    }
  }
}
