package dev.hearth.cli.audit;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearth audit}: its sub-command does the work. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The audit log: who did what, as a gateway has written it.",
    footerHeading = "%nExamples:%n",
    footer = "  hearth audit verify    has anybody changed it?")
public final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
