package dev.hearth.cli.gateway;

import dev.hearth.cli.Installation;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.Wording;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.RunningGateway;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearth up}: the gateway in the foreground. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start the gateway, print its URL, and keep it running until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth up                          on port 8888, with a token made up for it",
      "  hearth up --port 9000 --home ~/h   another port, and its state in ~/h",
      "  HEARTH_TOKEN=secret hearth up      with a token of your own",
      "  hearth up --demo-emr               sessions as job runs of EMR on EKS, played by a stand-in",
      "",
      "Exit codes: 0 stopped, 2 wrong usage, 3 it could not start or ended by itself."
    })
public final class UpCommand implements Callable<Integer> {
  private static final int BY_SIGTERM = 128 + 15;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:HEARTH_PORT:-8888}",
      description = "Port to listen at (HEARTH_PORT; default: 8888; 0 for any that is free).")
  private int port;

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:HEARTH_TOKEN:-}",
      description =
          "Token that clients must show (HEARTH_TOKEN, which other users of this machine cannot"
              + " see; default: a random one).")
  private String token;

  @Mixin private HomeOption homeOption;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the gateway's log here instead of writing it to the home.")
  private boolean verbose;

  @Option(
      names = "--demo-emr",
      description =
          "Also start a stand-in of AWS and Kubernetes on this machine: sessions are job runs of"
              + " two example teams, and their drivers processes of this machine.")
  private boolean demo;

  @Option(
      names = "--demo-pace",
      paramLabel = "P",
      defaultValue = "real",
      description =
          "With --demo-emr: how long its starts take, real (default: tens of seconds, as on a"
              + " cluster) or fast; single phases so: real,node=PT5S,pull=PT1S.")
  private String demoPace;

  private final Terminal terminal;
  private final HttpClient client = HttpClient.newHttpClient();

  public UpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Home home = homeOption.home();
    Installation installation = Installation.ofProcess();
    installation.requireGateway();
    requireNoOther(home);
    requirePort();
    home.create();
    Memory.ofMachine().shortage().ifPresent(terminal::warn);
    return demo ? withDemo(installation, home) : serve(installation, home, port, Map.of());
  }

  /** First the stand-in, then the gateway; they end the other way round. */
  private Integer withDemo(Installation installation, Home home) {
    try (DemoProcess standIn = DemoProcess.start(installation, home, demoPace)) {
      int known = port == 0 ? Ports.anyFree() : port;
      Map<String, String> environment = new TreeMap<>(standIn.awaitReady());
      environment.put("HEARTH_LAUNCH_EMR_LINK_URL", linkUrl(known));
      environment.put("HEARTH_AUTH_MODES", "tokens");
      // What the caller has set wins: other teams, other settings of the launcher.
      environment.keySet().removeIf(key -> key.startsWith("HEARTH_") && isSet(key));
      return serve(installation, home, known, environment);
    } catch (InterruptedException e) {
      terminal.line("");
      terminal.line("Stopped before it was ready.");
      return ExitCode.OK;
    }
  }

  private static boolean isSet(String variable) {
    return !System.getenv().getOrDefault(variable, "").isEmpty();
  }

  /** Where drivers, which are processes of this machine here, find the gateway. */
  private static String linkUrl(int port) {
    return "http://127.0.0.1:" + port + System.getenv().getOrDefault("HEARTH_BASE_PATH", "");
  }

  private Integer serve(
      Installation installation, Home home, int where, Map<String, String> environment) {
    long began = System.nanoTime();
    var settings = new GatewayProcess.Settings(home, where, token, environment, verbose);
    try (GatewayProcess gateway = GatewayProcess.start(installation, settings)) {
      GatewayAddress address = gateway.awaitReady(client);
      welcome(home, address, Duration.ofNanos(System.nanoTime() - began));
      if (demo) {
        guide(home, address, environment);
      }
      terminal.line("");
      terminal.line("Press Ctrl-C to stop " + (demo ? "all of it." : "it."));
      try {
        return ended(gateway, gateway.await());
      } catch (InterruptedException e) {
        farewell(address);
      }
    } catch (InterruptedException e) {
      terminal.line("");
      terminal.line("Stopped before it was ready.");
      return ExitCode.OK;
    }
    terminal.line("Stopped.");
    return ExitCode.OK;
  }

  private static void requireNoOther(Home home) {
    Optional<RunningGateway> other = RunningGateway.of(home.gatewayFile());
    if (other.isPresent()) {
      throw Failure.environment(
          "a gateway already runs on the home " + home.path(),
          "It is at "
              + other.get().address().urlWithToken()
              + " (process "
              + other.get().pid()
              + ").\nStop it with 'hearth stop', or choose another home with --home.");
    }
  }

  private void requirePort() {
    if (port < 0 || port > 65_535) {
      throw Failure.usage("--port " + port + ": there is no such port", "Take one up to 65535.");
    }
    if (port != 0 && !Ports.isFree(port)) {
      throw Failure.environment(
          "port "
              + port
              + " is in use"
              + PortHolder.of(port).map(holder -> " by " + holder).orElse(""),
          "End that process, or take another port: hearth up --port 0 finds a free one.");
    }
  }

  private void welcome(Home home, GatewayAddress address, Duration took) {
    terminal.line(
        terminal.bold("Hearth is ready") + terminal.dim(" (" + Wording.duration(took) + ")"));
    terminal.line("");
    terminal.field("URL", address.urlWithToken());
    terminal.field("Home", home.path().toString());
    if (!verbose) {
      terminal.field("Log", home.log().toString());
    }
  }

  /** What to open and to type next. */
  private void guide(Home home, GatewayAddress address, Map<String, String> environment)
      throws InterruptedException {
    terminal.field("AWS", environment.get("AWS_ENDPOINT_URL") + " (a stand-in)");
    terminal.field("Cluster", "KUBECONFIG=" + environment.get("KUBECONFIG"));
    terminal.field("Its log", home.path().resolve("logs").resolve("demo.log").toString());
    if (!environment.containsKey("HEARTH_TEAMS_FILE")
        || !environment.containsKey("HEARTH_AUTH_MODES")) {
      return; // its teams and its sign-in are the caller's
    }
    terminal.line("");
    terminal.line(
        "The URL above is the operator's, who is in no team. Open it as somebody who is:");
    for (DemoTokens.Made made : DemoTokens.make(client, address)) {
      terminal.field(
          made.team(),
          new GatewayAddress(address.url(), made.token()).urlWithToken()
              + terminal.dim(" (" + made.user() + ")"));
    }
    terminal.line("");
    terminal.line("Then, as an example, watch a session start, and see what it asked of AWS:");
    terminal.line(
        "  HEARTH_TOKEN=hearth_... ./hearth run notebooks/mortgage.ipynb -p rows=20000 --url "
            + address.url());
    // From a file: arguments of a process are seen by every account of the machine.
    terminal.line(
        "  curl -H @'"
            + home.path().resolve("demo").resolve("authorization")
            + "' "
            + environment.get("AWS_ENDPOINT_URL")
            + "/demo/requests");
  }

  private Integer ended(GatewayProcess gateway, int code) {
    if (code == 0 || code == BY_SIGTERM) {
      terminal.line("The gateway was stopped.");
      return ExitCode.OK;
    }
    throw gateway.died("the gateway ended by itself, with code " + code);
  }

  /** Says what happens to those sessions that this gateway leaves behind. */
  private void farewell(GatewayAddress address) throws InterruptedException {
    terminal.line("");
    long running = 0;
    try {
      running =
          new JupyterApi(client, () -> address)
              .kernels().stream().filter(kernel -> !kernel.isDead()).count();
    } catch (Failure e) {
      terminal.warn("cannot tell which kernels run: " + e.getMessage());
    }
    terminal.line("Stopping the gateway.");
    if (running > 0 && demo) {
      terminal.line(Wording.count(running, "kernel") + " end with the stand-in.");
    } else if (running > 0) {
      terminal.line(
          Wording.count(running, "kernel")
              + " stay and go on with their cells: the next 'hearth up' on this home takes them up;"
              + " without one their sessions stop by themselves after a while.");
    }
  }
}
