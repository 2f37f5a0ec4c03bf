package dev.hearth.onboarding;

import dev.hearth.gateway.team.config.Teams;
import dev.hearth.onboarding.run.Report;
import dev.hearth.onboarding.run.Site;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the commands have in common: where they print, and how they reach AWS and the cluster.
 *
 * @param colour whether the output takes colours
 */
record Console(PrintStream out, boolean colour, Connections connections) {

  Report report() {
    return new Report(out, colour);
  }

  /**
   * Works at the places of a file's teams.
   *
   * @param anyEndpoint see {@link Site#open}
   * @throws dev.hearth.client.Failure if the file is wrong, or what it names cannot be reached
   */
  <T> T at(Path file, boolean anyEndpoint, Function<Site, T> work) {
    Teams teams = TeamsOfFile.read(file);
    try (Connections.Connection to = connections.open(Site.platform(teams))) {
      return work.apply(
          Site.open(teams, to.account(), to.kubernetes(), anyEndpoint, connections.patience()));
    }
  }
}
