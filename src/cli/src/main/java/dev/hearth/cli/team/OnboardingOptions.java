package dev.hearth.cli.team;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that reach AWS and Kubernetes with the caller's own credentials. */
final class OnboardingOptions {
  @Option(
      names = "--any-endpoint",
      description = "Take kubectl's context though its address is not EKS's, as through a tunnel.")
  private boolean anyEndpoint;

  /** As the program takes them. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (anyEndpoint) {
      arguments.add("--any-endpoint");
    }
    return arguments;
  }
}
