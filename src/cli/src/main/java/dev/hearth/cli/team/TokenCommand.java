package dev.hearth.cli.team;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearth token}: hands over to its sub-commands. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Access tokens by name, for a gateway with hearth.auth.modes=tokens.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth token create --name laptop --user ada --team emr-ml-team-a",
      "  hearth token create --name nightly --scope read --expires 30d",
      "  hearth token list",
      "  hearth token revoke 3f9c2a1b77de"
    })
public final class TokenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public TokenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
