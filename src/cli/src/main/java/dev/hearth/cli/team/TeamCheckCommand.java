package dev.hearth.cli.team;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Installation;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.GatewayOptions;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.HearthApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code hearth team check}: whether a file of teams is right, before it is in force; with {@code
 * --live}, whether AWS and Kubernetes have what it says.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check a file of teams against a running gateway, which knows its profiles; with",
      "--live, compare AWS and Kubernetes with it, with your own credentials and without",
      "a gateway. Nothing changes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth team check k8s/teams.yaml",
      "  hearth team check k8s/teams.yaml --live --team emr-ml-team-a",
      "",
      "Exit codes: 0 right, 2 wrong usage, 3 wrong, or no gateway."
    })
public final class TeamCheckCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options;

  @Parameters(paramLabel = "FILE", description = "In YAML; docs/security.md shows one.")
  private Path file;

  @Option(names = "--live", description = "Look at AWS and Kubernetes instead of asking a gateway.")
  private boolean live;

  @Option(names = "--team", paramLabel = "TEAM", description = "With --live: only this one.")
  private String team;

  @Mixin private OnboardingOptions onboarding;

  private final Terminal terminal;

  public TeamCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (live) {
      return checkLive();
    }
    if (team != null) {
      throw Failure.usage("--team goes with --live only", "Leave it out, or add --live.");
    }
    HearthApi api = new HearthApi(HttpClient.newHttpClient(), options.require());
    for (JsonNode team : api.checkTeams(read()).path("teams")) {
      terminal.line(
          team.path("name").asText() + ": right, " + team.path("members").size() + " members");
    }
    return ExitCode.OK;
  }

  private int checkLive() throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("check", file.toString()));
    if (team != null) {
      arguments.addAll(List.of("--team", team));
    }
    arguments.addAll(onboarding.arguments());
    return new OnboardingProgram(Installation.ofProcess(), terminal).run(arguments);
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw Failure.usage("there is no file " + file, "Say the path of a file of teams.");
    } catch (IOException e) {
      throw Failure.usage("cannot read " + file + ": " + e.getMessage(), "May you read it?");
    }
  }
}
