package dev.hearth.cli.team;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearth team}: hands over to its sub-commands. */
@Command(
    name = "team",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The teams of a gateway, their quotas and what they use; and, for those who run the",
      "platform, what teams need in AWS and Kubernetes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth team list",
      "  hearth team show emr-ml-team-a",
      "  hearth team check k8s/teams.yaml              before the gateway reads it",
      "  hearth team apply k8s/teams.yaml --dry-run    what AWS and Kubernetes lack",
      "  hearth team check k8s/teams.yaml --live       whether they have it all",
      "  hearth team remove emr-ml-team-a --file k8s/teams.yaml"
    })
public final class TeamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public TeamCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
