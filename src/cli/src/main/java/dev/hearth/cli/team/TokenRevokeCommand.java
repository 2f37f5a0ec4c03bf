package dev.hearth.cli.team;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.GatewayOptions;
import dev.hearth.client.ExitCode;
import dev.hearth.client.HearthApi;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hearth token revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "End access tokens; open notebooks that use them are closed within a minute.",
    footer = {"", "Exit codes: 0 revoked, 2 wrong usage, 3 no gateway or no such token."})
public final class TokenRevokeCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "As 'hearth token list' shows it.")
  private List<String> ids;

  private final Terminal terminal;

  public TokenRevokeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    HearthApi api = new HearthApi(HttpClient.newHttpClient(), options.require());
    for (String id : ids) {
      api.revokeToken(id);
      terminal.line("Revoked " + id);
    }
    return ExitCode.OK;
  }
}
