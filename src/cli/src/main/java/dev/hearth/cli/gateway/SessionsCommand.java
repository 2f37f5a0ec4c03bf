package dev.hearth.cli.gateway;

import dev.hearth.cli.Terminal;
import dev.hearth.client.ExitCode;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.KernelModel;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hearth sessions}: what runs. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = "List the kernels that a gateway keeps.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth sessions                              of the gateway of this home",
      "  hearth sessions --url http://gateway:8888    of another",
      "",
      "Exit codes: 0 listed, 2 wrong usage, 3 no gateway."
    })
public final class SessionsCommand implements Callable<Integer> {
  private static final String ROW = "%-38s %-16s %-10s %s";

  @Mixin private GatewayOptions options;

  private final Terminal terminal;

  public SessionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    JupyterApi api = new JupyterApi(HttpClient.newHttpClient(), options.require());
    List<KernelModel> kernels = api.kernels();
    if (kernels.isEmpty()) {
      terminal.line("No kernel runs.");
      return ExitCode.OK;
    }
    terminal.line(terminal.dim(String.format(ROW, "KERNEL", "KIND", "STATE", "LAST ACTIVITY")));
    for (KernelModel kernel : kernels) {
      terminal.line(
          String.format(ROW, kernel.id(), kernel.name(), kernel.state(), kernel.lastActivity()));
    }
    return ExitCode.OK;
  }
}
