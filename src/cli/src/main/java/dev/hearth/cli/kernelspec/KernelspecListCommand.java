package dev.hearth.cli.kernelspec;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hearth kernelspec list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List Hearth's kernels that Jupyter clients find, and what keeps one from work.",
    footerHeading = "%nExamples:%n",
    footer = {"  hearth kernelspec list"})
public final class KernelspecListCommand implements Callable<Integer> {
  private static final String ROW = "%-20s %-30s %s";

  private final Terminal terminal;

  public KernelspecListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<InstalledKernel> kernels =
        DataFolder.all(System.getenv()).stream()
            .flatMap(folder -> InstalledKernel.in(folder).stream())
            .toList();
    if (kernels.isEmpty()) {
      terminal.line("None is installed. To install them: hearth kernelspec install");
      return ExitCode.OK;
    }
    terminal.line(terminal.dim(String.format(ROW, "KERNEL", "GATEWAY", "FOLDER")));
    for (InstalledKernel kernel : kernels) {
      terminal.line(String.format(ROW, kernel.name(), kernel.gateway(), kernel.folder()));
      kernel
          .fault()
          .ifPresent(
              fault ->
                  terminal.warn(kernel.name() + " cannot start: " + fault + ". Install it again."));
    }
    return ExitCode.OK;
  }
}
