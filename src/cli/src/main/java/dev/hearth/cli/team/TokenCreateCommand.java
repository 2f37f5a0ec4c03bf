package dev.hearth.cli.team;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.GatewayOptions;
import dev.hearth.client.ExitCode;
import dev.hearth.client.Failure;
import dev.hearth.client.HearthApi;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearth token create}: prints the new token, once, and nothing else, to be piped. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Make an access token and print it; it cannot be shown again.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth token create --name laptop --user ada --team emr-ml-team-a > ada.token",
      "  hearth token create --name prometheus --scope metrics --team emr-ml-team-a",
      "",
      "Exit codes: 0 made, 2 wrong usage, 3 no gateway or refused."
    })
public final class TokenCreateCommand implements Callable<Integer> {
  private static final Pattern LIFE = Pattern.compile("([1-9]\\d{0,4})([hd])");

  @Mixin private GatewayOptions options;

  @Option(names = "--name", paramLabel = "TEXT", required = true, description = "For what it is.")
  private String name;

  @Option(names = "--user", paramLabel = "USER", description = "For whom; default: yourself.")
  private String user;

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      description = "In which team; default: your first.")
  private String team;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "analyst, lead or admin; default: analyst.")
  private String role;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "full, read (changes nothing) or metrics; default: full.")
  private String scope;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "After which it is no longer good, such as 12h or 90d.")
  private String expires;

  private final Terminal terminal;

  public TokenCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("name", name);
    put(wanted, "user", user);
    put(wanted, "team", team);
    put(wanted, "role", role);
    put(wanted, "scope", scope);
    if (expires != null) {
      wanted.put("expires_in", life(expires).toSeconds());
    }
    JsonNode made =
        new HearthApi(HttpClient.newHttpClient(), options.require()).createToken(wanted);
    terminal.note(
        "Token "
            + made.path("id").asText()
            + " of "
            + made.path("user").asText()
            + " in team "
            + made.path("team").asText()
            + ", good until "
            + made.path("expires_at").asText()
            + ". It is shown this once:");
    terminal.line(made.path("token").asText());
    return ExitCode.OK;
  }

  private static void put(Map<String, Object> wanted, String key, String value) {
    if (value != null) {
      wanted.put(key, value);
    }
  }

  private static Duration life(String text) {
    Matcher matcher = LIFE.matcher(text);
    if (!matcher.matches()) {
      throw Failure.usage("--expires is '" + text + "'", "Give a time such as 12h or 90d.");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
  }
}
