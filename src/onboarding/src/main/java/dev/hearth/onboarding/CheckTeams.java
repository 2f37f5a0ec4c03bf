package dev.hearth.onboarding;

import dev.hearth.client.ExitCode;
import dev.hearth.gateway.team.config.Teams;
import dev.hearth.onboarding.run.Check;
import dev.hearth.onboarding.run.Report;
import dev.hearth.onboarding.run.Site;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}. */
@Command(name = "check")
final class CheckTeams implements Callable<Integer> {
  @Parameters private Path file;

  @Option(names = "--team")
  private Optional<String> team;

  @Option(names = "--any-endpoint")
  private boolean anyEndpoint;

  private final PrintStream out;
  private final boolean colour;
  private final Connections connections;

  CheckTeams(PrintStream out, boolean colour, Connections connections) {
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
      boolean right = new Check(site, new Report(out, colour), file).run(site.places(team));
      return right ? ExitCode.OK : ExitCode.ENVIRONMENT;
    }
  }
}
