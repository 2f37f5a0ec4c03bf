package dev.hearth.cli.data;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearth data}: names the kinds of data that can be made. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "KIND",
    description = "Generate sample data for the shipped notebooks.",
    footerHeading = "%nExamples:%n",
    footer = "  hearth data mortgage --rows 1000000 --out data/mortgage")
public final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public DataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
