package dev.hearth.cli.team;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.GatewayOptions;
import dev.hearth.client.ExitCode;
import dev.hearth.client.HearthApi;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hearth team list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List your teams with what they use of their quotas.",
    footer = {"", "Exit codes: 0 listed, 2 wrong usage, 3 no gateway."})
public final class TeamListCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %-9s %-10s %-10s %-10s %-16s %-8s %s";

  @Mixin private GatewayOptions options;

  private final Terminal terminal;

  public TeamListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonNode answer = new HearthApi(HttpClient.newHttpClient(), options.require()).teams();
    terminal.line(
        terminal.dim(
            String.format(
                ROW,
                "TEAM",
                "YOUR ROLE",
                "SESSIONS",
                "GPUS",
                "CORES",
                "COST TODAY",
                "WAITING",
                "DESCRIPTION")));
    for (JsonNode team : answer.path("teams")) {
      terminal.line(
          String.format(
                  ROW,
                  team.path("name").asText(),
                  team.path("role").asText("-"),
                  QuotaText.of(team, "sessions"),
                  QuotaText.of(team, "gpus"),
                  QuotaText.of(team, "cores"),
                  QuotaText.ofCost(team),
                  team.path("usage").path("waiting").asText("0"),
                  team.path("description").asText(""))
              .stripTrailing());
    }
    if (answer.path("fault").isTextual()) {
      terminal.fail(
          "the teams are not those of the file: " + answer.path("fault").asText(),
          "Correct the file; 'hearth team check FILE' says whether it is right.");
    }
    return ExitCode.OK;
  }
}
