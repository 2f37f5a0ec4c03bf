package dev.hearth.cli.gateway;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.Wording;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.KernelModel;
import dev.hearth.client.RunningGateway;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearth stop}: ends the gateway of a home. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stop the gateway of a home; its sessions stay for the next one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth stop         the gateway; kernels go on, for the next 'hearth up'",
      "  hearth stop --all   the kernels and their sessions, then the gateway",
      "",
      "Exit codes: 0 nothing runs any more, 2 wrong usage, 3 it could not be stopped."
    })
public final class StopCommand implements Callable<Integer> {
  private static final Duration GRACE = Duration.ofSeconds(30);

  @Mixin private HomeOption homeOption;

  @Option(names = "--all", description = "End all kernels and their Spark sessions as well.")
  private boolean all;

  private final Terminal terminal;

  public StopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home home = homeOption.home();
    Optional<RunningGateway> running = RunningGateway.of(home.gatewayFile());
    if (running.isEmpty()) {
      terminal.line("No gateway runs on the home " + home.path() + ".");
      return ExitCode.OK;
    }
    RunningGateway gateway = running.get();
    if (all) {
      endKernels(new JupyterApi(HttpClient.newHttpClient(), gateway::address));
    }
    end(gateway);
    terminal.line("Stopped the gateway at " + gateway.address() + ".");
    return ExitCode.OK;
  }

  private void endKernels(JupyterApi api) throws InterruptedException {
    List<KernelModel> kernels = api.kernels();
    for (KernelModel kernel : kernels) {
      api.deleteKernel(kernel.id());
    }
    api.stopSessions(); // a shared one waits for the next kernel
    if (!kernels.isEmpty()) {
      terminal.line("Ended " + Wording.count(kernels.size(), "kernel") + ".");
    }
  }

  private void end(RunningGateway gateway) throws InterruptedException {
    ProcessHandle process = gateway.process().orElse(null);
    if (process == null) {
      return; // it has just ended
    }
    process.destroy();
    try {
      process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      terminal.warn("it did not stop within " + GRACE.toSeconds() + " seconds; killing it");
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw Failure.environment(
          "cannot tell whether process " + gateway.pid() + " has ended", "Look with 'ps'.", e);
    }
  }
}
