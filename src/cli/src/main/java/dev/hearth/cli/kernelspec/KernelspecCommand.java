package dev.hearth.cli.kernelspec;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearth kernelspec}: its sub-commands do the work. */
@Command(
    name = "kernelspec",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Kernels for Jupyter clients of this machine: JupyterLab, nbconvert, VS Code.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth kernelspec install        for the gateway of this home",
      "  hearth kernelspec list",
      "  hearth kernelspec remove --all"
    })
public final class KernelspecCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public KernelspecCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
