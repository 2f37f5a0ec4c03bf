package dev.hearth.onboarding;

import dev.hearth.client.ExitCode;
import dev.hearth.gateway.team.config.Teams;
import dev.hearth.onboarding.run.Apply;
import dev.hearth.onboarding.run.Report;
import dev.hearth.onboarding.run.Site;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code apply}. */
@Command(name = "apply")
final class ApplyTeams implements Callable<Integer> {
  @Parameters private Path file;

  @Option(names = "--team")
  private Optional<String> team;

  @Option(names = "--dry-run")
  private boolean dryRun;

  @Option(names = "--adopt")
  private boolean adopt;

  @Option(names = "--any-endpoint")
  private boolean anyEndpoint;

  private final PrintStream out;
  private final boolean colour;
  private final Connections connections;

  ApplyTeams(PrintStream out, boolean colour, Connections connections) {
    this.out = out;
    this.colour = colour;
    this.connections = connections;
  }

  @Override
  public Integer call() {
    Teams teams = TeamsOfFile.read(file);
    try (Connections.Connection to = connections.open(Site.platform(teams))) {
      Site site =
          Site.open(teams, to.account(), to.kubernetes(), anyEndpoint, connections.patience());
      new Apply(site, new Report(out, colour), dryRun, adopt).run(site.places(team));
    }
    return ExitCode.OK;
  }
}
