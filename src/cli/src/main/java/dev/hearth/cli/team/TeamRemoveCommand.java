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

/** {@code hearth team remove}: takes away what {@code apply} made. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Take away what apply made for a team: what carries Hearth's marks, and nothing",
      "else. The team's data stays, and its logs unless asked. It shows what goes and",
      "asks for the team's name. While sessions of the team run, it refuses."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth team remove emr-ml-team-a --file k8s/teams.yaml",
      "  hearth team remove emr-ml-team-a --file k8s/teams.yaml --stop-sessions",
      "",
      "Exit codes: 0 done, 2 wrong usage or not confirmed, 3 refused or failed."
    })
public final class TeamRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TEAM", description = "Its name, which is still in the file.")
  private String team;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      required = true,
      description = "Of teams, with a section platform.")
  private Path file;

  @Option(names = "--stop-sessions", description = "Cancel sessions that run, and wait.")
  private boolean stopSessions;

  @Option(names = "--delete-logs", description = "Delete the team's log group, too.")
  private boolean deleteLogs;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private OnboardingOptions options;

  private final Terminal terminal;

  public TeamRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("remove", team, "--file", file.toString()));
    if (stopSessions) {
      arguments.add("--stop-sessions");
    }
    if (deleteLogs) {
      arguments.add("--delete-logs");
    }
    if (yes) {
      arguments.add("--yes");
    }
    arguments.addAll(options.arguments());
    return new OnboardingProgram(Installation.ofProcess(), terminal).run(arguments);
  }
}
