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

/** {@code hearth token list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List your access tokens; those of a team for its admins, all for the operator.",
    footer = {"", "Exit codes: 0 listed, 2 wrong usage, 3 no gateway."})
public final class TokenListCommand implements Callable<Integer> {
  private static final String ROW = "%-13s %-16s %-12s %-18s %-8s %-8s %-8s %-21s %s";

  @Mixin private GatewayOptions options;

  private final Terminal terminal;

  public TokenListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonNode tokens = new HearthApi(HttpClient.newHttpClient(), options.require()).tokens();
    if (tokens.isEmpty()) {
      terminal.line("There is no access token. 'hearth token create' makes one.");
      return ExitCode.OK;
    }
    terminal.line(
        terminal.dim(
            String.format(
                ROW, "ID", "NAME", "USER", "TEAM", "ROLE", "SCOPE", "STATE", "EXPIRES", "USED")));
    for (JsonNode token : tokens) {
      terminal.line(
          String.format(
                  ROW,
                  text(token, "id"),
                  text(token, "name"),
                  text(token, "user"),
                  text(token, "team"),
                  text(token, "role"),
                  text(token, "scope"),
                  text(token, "state"),
                  text(token, "expires_at"),
                  text(token, "last_used_at"))
              .stripTrailing());
    }
    return ExitCode.OK;
  }

  private static String text(JsonNode token, String key) {
    return token.path(key).asText("");
  }
}
