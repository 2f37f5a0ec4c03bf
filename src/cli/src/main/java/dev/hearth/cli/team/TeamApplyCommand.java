package dev.hearth.cli.team;

import dev.hearth.cli.Installation;
import dev.hearth.cli.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth team apply}: makes what teams need in AWS and Kubernetes. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Make what the teams of a file need in AWS and Kubernetes: namespace, quota,",
      "network policy, rights, role, virtual cluster, log group. What is there already",
      "is compared and changed only where it differs; a second time changes nothing.",
      "",
      "It works with your own credentials (AWS_PROFILE, KUBECONFIG and so on), not with",
      "the gateway's. docs/onboarding.md says which rights it takes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth team apply k8s/teams.yaml --dry-run    show what would be done",
      "  hearth team apply k8s/teams.yaml --team emr-ml-team-a",
      "",
      "Exit codes: 0 done, 2 wrong usage or file, 3 something could not be made."
    })
public final class TeamApplyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Of teams, with a section platform.")
  private Path file;

  @Option(names = "--team", paramLabel = "TEAM", description = "Only this one.")
  private String team;

  @Option(names = "--dry-run", description = "Show the difference and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--adopt",
      description = "Take over what is there and was not made by Hearth; it outlives the team.")
  private boolean adopt;

  @Mixin private OnboardingOptions options;

  private final Terminal terminal;

  public TeamApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("apply", file.toString()));
    if (team != null) {
      arguments.addAll(List.of("--team", team));
    }
    if (dryRun) {
      arguments.add("--dry-run");
    }
    if (adopt) {
      arguments.add("--adopt");
    }
    arguments.addAll(options.arguments());
    return new OnboardingProgram(Installation.ofProcess(), terminal).run(arguments);
  }
}
