package dev.hearth.cli.team;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.GatewayOptions;
import dev.hearth.client.ExitCode;
import dev.hearth.client.HearthApi;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hearth team show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show all that is configured of a team, and what it uses.",
    footer = {"", "Exit codes: 0 shown, 2 wrong usage, 3 no gateway or no such team."})
public final class TeamShowCommand implements Callable<Integer> {
  @Mixin private GatewayOptions options;

  @Parameters(paramLabel = "TEAM", description = "Its name.")
  private String name;

  private final Terminal terminal;

  public TeamShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonNode team = new HearthApi(HttpClient.newHttpClient(), options.require()).team(name);
    show(team, "");
    return ExitCode.OK;
  }

  /** As in the file of teams: a line per value, objects indented. */
  private void show(JsonNode object, String indent) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode value = entry.getValue();
      if (value.isValueNode()) {
        terminal.line(indent + entry.getKey() + ": " + value.asText());
      } else if (value.isArray()) {
        list(entry.getKey(), value, indent);
      } else if (!value.isEmpty()) {
        terminal.line(indent + entry.getKey() + ":");
        show(value, indent + "  ");
      }
    }
  }

  private void list(String key, JsonNode values, String indent) {
    if (!values.isEmpty()) {
      terminal.line(indent + key + ":");
      for (JsonNode value : values) {
        terminal.line(indent + "  - " + (value.isValueNode() ? value.asText() : inline(value)));
      }
    }
  }

  private static String inline(JsonNode object) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append(entry.getKey()).append(": ").append(entry.getValue().asText());
    }
    return text.toString();
  }
}
