package dev.hearth.cli.kernelspec;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth kernelspec remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Remove kernels of Hearth; those of others are not touched.",
    footerHeading = "%nExamples:%n",
    footer = {"  hearth kernelspec remove scala", "  hearth kernelspec remove --all"})
public final class KernelspecRemoveCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "NAME", description = "As 'list' shows them.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  private final Terminal terminal;

  public KernelspecRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (names.isEmpty() == !all) {
      throw Failure.usage(
          "say which kernels to remove", "Their names, or --all; 'hearth kernelspec list' shows.");
    }
    List<InstalledKernel> kernels =
        DataFolder.all(System.getenv()).stream()
            .flatMap(folder -> InstalledKernel.in(folder).stream())
            .toList();
    for (String name : names) {
      if (kernels.stream().noneMatch(kernel -> kernel.name().equals(name))) {
        throw Failure.usage(
            "there is no kernel of Hearth named " + name, "See: hearth kernelspec list");
      }
    }
    for (InstalledKernel kernel : kernels) {
      if (all || names.contains(kernel.name())) {
        kernel.remove();
        terminal.line("Removed " + kernel.folder());
      }
    }
    return ExitCode.OK;
  }
}
