package dev.hearth.cli.run;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.Wording;
import dev.hearth.cli.gateway.GatewayOptions;
import dev.hearth.cli.gateway.Memory;
import dev.hearth.cli.notebook.Notebook;
import dev.hearth.cli.notebook.NotebookFile;
import dev.hearth.cli.notebook.Parameter;
import dev.hearth.cli.notebook.Parameters;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.KernelSpecs;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearth run}: a notebook from its first cell to its last. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run a notebook cell by cell, show what its cells print as it comes, and write it with its"
          + " outputs.",
      "It runs on the gateway of the home if there is one, else on one of its own that is stopped"
          + " afterwards."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth run notebooks/mortgage.ipynb",
      "  hearth run etl.ipynb -p day=2026-01-31 -p limit=1000 -o out/etl.ipynb",
      "  hearth run train.ipynb --profile gpu-train --url https://hearth.example",
      "",
      "A parameter that begins with ./ or ../ is a path from the current folder.",
      "",
      "Exit codes: 0 all cells ran, 1 a cell failed or Ctrl-C, 2 wrong usage or not a",
      "notebook, 3 trouble with the gateway, the kernel or the machine. Whatever ran",
      "is written."
    })
public final class RunCommand implements Callable<Integer> {
  @picocli.CommandLine.Parameters(paramLabel = "NOTEBOOK", description = "The .ipynb file.")
  private Path file;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "K=V",
      description =
          "A value for the notebook, set after its cell tagged 'parameters'; may be repeated.")
  private List<String> parameters = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it; default: NAME.executed.ipynb in the current folder.")
  private Path output;

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      description = "The kernel to run it with; default: the notebook's own.")
  private String kernelName;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "The profile of its session, e.g. gpu-train; default: the team's.")
  private String profile;

  @Option(
      names = "--team",
      paramLabel = "T",
      description = "The team on whose account it runs; default: the one of the token.")
  private String team;

  @Mixin private GatewayOptions options;

  private final Terminal terminal;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

  public RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Notebook notebook = NotebookFile.read(file);
    List<Parameter> values =
        parameters.stream()
            .map(Parameter::parse)
            .map(RunCommand::located)
            .collect(Collectors.toList());
    Path target = output == null ? executed(file) : output;
    NotebookFile.prepare(target);
    notebook.forgetExecutions();
    try {
      return onGateway(notebook, values, target);
    } catch (InterruptedException e) {
      terminal.line("");
      terminal.line("Interrupted.");
      return ExitCode.NOTEBOOK_FAILED;
    }
  }

  private Integer onGateway(Notebook notebook, List<Parameter> values, Path target)
      throws InterruptedException {
    Optional<Supplier<GatewayAddress>> running = options.find();
    if (running.isPresent()) {
      return onGateway(notebook, values, target, running.get());
    }
    Memory.ofMachine().shortage().ifPresent(terminal::warn);
    long began = System.nanoTime();
    try (OwnGateway own = OwnGateway.start(options.home(), client)) {
      terminal.line(
          terminal.dim(
              "Started a gateway for this run in "
                  + Wording.duration(Duration.ofNanos(System.nanoTime() - began))));
      return onGateway(notebook, values, target, own::address);
    }
  }

  private Integer onGateway(
      Notebook notebook, List<Parameter> values, Path target, Supplier<GatewayAddress> gateway)
      throws InterruptedException {
    JupyterApi api = new JupyterApi(client, gateway);
    KernelSpecs.Spec spec = chosen(notebook, api.kernelSpecs());
    Parameters.inject(notebook, values, spec.language()).forEach(terminal::warn);
    notebook.setKernel(spec.name(), spec.displayName(), spec.language());

    try (KernelAtWork kernel =
        KernelAtWork.start(client, gateway, spec.name(), wishes(), terminal)) {
      kernel.awaitReady(terminal);
      return run(notebook, target, kernel);
    }
  }

  private int run(Notebook notebook, Path target, KernelAtWork kernel) throws InterruptedException {
    long began = System.nanoTime();
    int cells = NotebookRun.count(notebook);
    Optional<NotebookRun.FailedCell> failed;
    try {
      failed = new NotebookRun(notebook, target, kernel, terminal).run();
    } catch (Failure | InterruptedException e) {
      NotebookFile.write(notebook, target);
      terminal.line("Wrote " + target + " with the outputs so far.");
      throw e;
    }
    NotebookFile.write(notebook, target);
    terminal.line("");
    if (failed.isPresent()) {
      int number = failed.get().number();
      String rest =
          number < cells ? "; " + Wording.count(cells - number, "cell") + " did not run" : "";
      terminal.line("Wrote " + target + " with the outputs so far" + rest + ".");
      terminal.fail("cell " + number + " of " + cells + " failed: " + failed.get().error(), "");
      return ExitCode.NOTEBOOK_FAILED;
    }
    terminal.line(
        terminal.green("Done: ")
            + Wording.count(cells, "cell")
            + " in "
            + Wording.duration(Duration.ofNanos(System.nanoTime() - began)));
    terminal.line("Wrote " + target);
    return ExitCode.OK;
  }

  /** Kernels of a team's default profile have plain names; others are LANGUAGE-PROFILE. */
  private KernelSpecs.Spec chosen(Notebook notebook, KernelSpecs specs) {
    String name = kernelName != null ? kernelName : notebook.kernelName().orElse(specs.standard());
    if (profile == null || name.endsWith("-" + profile)) {
      return specs.require(name);
    }
    String ofProfile = name + "-" + profile;
    boolean standard = profile.equals("local") && !specs.byName().containsKey(ofProfile);
    return specs.require(standard ? name : ofProfile);
  }

  private Map<String, String> wishes() {
    Map<String, String> environment = new LinkedHashMap<>();
    if (team != null) {
      environment.put("KERNEL_TEAM", team);
    }
    return environment;
  }

  /** The gateway may have been started in another folder: a path from here must say so. */
  private static Parameter located(Parameter parameter) {
    String value = parameter.value();
    return value.startsWith("./") || value.startsWith("../")
        ? new Parameter(parameter.name(), Path.of(value).toAbsolutePath().normalize().toString())
        : parameter;
  }

  private static Path executed(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.ipynb$", "");
    return Path.of(name + ".executed.ipynb");
  }
}
