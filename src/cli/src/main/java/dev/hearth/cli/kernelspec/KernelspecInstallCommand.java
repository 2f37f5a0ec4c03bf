package dev.hearth.cli.kernelspec;

import dev.hearth.cli.Installation;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.HomeOption;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth kernelspec install}. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = "Install Hearth's kernels where Jupyter clients find them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth kernelspec install                          all, for this user",
      "  hearth kernelspec install scala --sys-prefix       one, in a Python environment",
      "  hearth kernelspec install --gateway https://hearth.example.com \\",
      "      --token-file ~/.hearth-token --profile gpu-etl --name gpu",
      "",
      "Exit codes: 0 installed, 2 wrong usage, 3 trouble with the machine."
    })
public final class KernelspecInstallCommand implements Callable<Integer> {
  private static final String NAME = "[A-Za-z0-9._-]+";

  @Parameters(
      arity = "0..*",
      paramLabel = "KERNEL",
      description = "scala, sql or pyspark; default: all.")
  private List<String> wanted = List.of();

  @ArgGroup private Place place = new Place();

  /** Where; one of them. */
  static final class Place {
    @Option(names = "--user", description = "For this user (default).")
    private boolean user;

    @Option(names = "--sys-prefix", description = "For the Python environment that is active.")
    private boolean sysPrefix;

    @Option(names = "--prefix", paramLabel = "DIR", description = "Below DIR/share/jupyter.")
    private Path prefix;

    DataFolder folder() {
      if (prefix != null) {
        return DataFolder.ofPrefix(prefix);
      }
      return sysPrefix ? DataFolder.ofPython() : DataFolder.ofUser(System.getenv());
    }
  }

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      description = "The gateway to use; default: the one that runs on the home.")
  private String gateway;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the gateway's token, readable for you alone; without it, the kernels take"
              + " HEARTH_TOKEN of their environment.")
  private Path tokenFile;

  @Option(names = "--team", paramLabel = "T", description = "The team to start sessions for.")
  private String team;

  @Option(names = "--profile", paramLabel = "P", description = "The profile of their sessions.")
  private String profile;

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "Put before the kernels' names, to have several: N-scala, N-sql, ...")
  private String name;

  @Option(names = "--replace", description = "Replace kernels of that name that are not Hearth's.")
  private boolean replace;

  @Mixin private HomeOption homeOption;

  private final Terminal terminal;

  public KernelspecInstallCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Installation installation = Installation.ofProcess();
    List<KernelTemplate> templates = chosen(KernelTemplate.all(installation.root()));
    checkName("--name", name);
    checkName("--profile", profile);
    KernelTemplate.Choice choice =
        new KernelTemplate.Choice(profile == null ? "" : profile, label(), environment());
    DataFolder data = place.folder();
    templates.forEach(template -> checkFree(data.kernels().resolve(nameOf(template))));
    BridgeProgram bridge = new BridgeProgram(installation);
    if (!bridge.copyTo(data.bridge())) {
      terminal.warn(
          "the bridge has no class archive and starts more slowly; see "
              + data.bridge().resolve("hearth-bridge-training.log"));
    }
    for (KernelTemplate template : templates) {
      Path folder = data.kernels().resolve(nameOf(template));
      try {
        template.install(folder, BridgeProgram.java(), data.bridge(), choice);
      } catch (IOException e) {
        throw Failure.environment(
            "cannot install into " + folder + ": " + e.getMessage(),
            "Is the folder yours? Choose another: --user, --prefix DIR.",
            e);
      }
      terminal.line("Installed " + terminal.bold(nameOf(template)) + " in " + folder);
    }
    terminal.line("For example: jupyter console --kernel " + nameOf(templates.get(0)));
    return ExitCode.OK;
  }

  private List<KernelTemplate> chosen(List<KernelTemplate> all) {
    for (String kernel : wanted) {
      if (all.stream().noneMatch(template -> template.name().equals(kernel))) {
        throw Failure.usage(
            "there is no kernel named " + kernel,
            "There are: "
                + all.stream().map(KernelTemplate::name).collect(Collectors.joining(", ")));
      }
    }
    return wanted.isEmpty()
        ? all
        : all.stream().filter(template -> wanted.contains(template.name())).toList();
  }

  private static void checkName(String option, String value) {
    if (value != null && !value.matches(NAME)) {
      throw Failure.usage(
          option + " " + value + " cannot be part of a kernel's name",
          "Jupyter takes letters, digits, dots, hyphens and underscores.");
    }
  }

  private String nameOf(KernelTemplate template) {
    String suffix = profile == null ? "" : "-" + profile;
    String prefix = name == null ? "" : name + "-";
    return prefix + template.name() + suffix;
  }

  private String label() {
    return java.util.stream.Stream.of(name, team, profile)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    if (gateway == null) {
      environment.put("HEARTH_HOME", homeOption.home().path().toString());
    } else {
      GatewayAddress address = GatewayAddress.parse(gateway, "");
      if (!address.token().isEmpty()) {
        throw Failure.usage(
            "the token in the URL would stand in a file that others can read",
            "Put it into a file of yours and name that: --token-file FILE.");
      }
      environment.put("HEARTH_URL", address.url().toString());
    }
    if (tokenFile != null) {
      if (!Files.isReadable(tokenFile)) {
        throw Failure.usage("there is no file " + tokenFile, "It must hold the gateway's token.");
      }
      environment.put("HEARTH_TOKEN_FILE", tokenFile.toAbsolutePath().normalize().toString());
    }
    if (team != null) {
      environment.put("KERNEL_TEAM", team);
    }
    return environment;
  }

  /** What others have installed is not ours to overwrite. */
  private void checkFree(Path folder) {
    boolean ours = InstalledKernel.at(folder).isPresent();
    if (Files.exists(folder) && !ours && !replace) {
      throw Failure.usage(
          "there is a kernel " + folder.getFileName() + " already that is not Hearth's: " + folder,
          "Choose other names with --name, or replace it with --replace.");
    }
  }
}
