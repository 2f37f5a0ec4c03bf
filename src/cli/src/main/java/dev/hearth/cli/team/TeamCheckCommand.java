package dev.hearth.cli.team;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hearth team check}: whether a file of teams is right, before it is in force. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check a file of teams against a running gateway, which knows its profiles.",
      "Nothing changes."
    },
    footer = {"", "Exit codes: 0 right, 2 wrong usage, 3 wrong, or no gateway."})
public final class TeamCheckCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options;

  @Parameters(paramLabel = "FILE", description = "In YAML; docs/security.md shows one.")
  private Path file;

  private final Terminal terminal;

  public TeamCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    HearthApi api = new HearthApi(HttpClient.newHttpClient(), options.require());
    for (JsonNode team : api.checkTeams(read()).path("teams")) {
      terminal.line(
          team.path("name").asText() + ": right, " + team.path("members").size() + " members");
    }
    return ExitCode.OK;
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
