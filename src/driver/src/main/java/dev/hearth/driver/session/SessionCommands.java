package dev.hearth.driver.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.protocol.message.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The cells {@code %sessions}, {@code %attach}, {@code %logs} and {@code %%configure}. Each is a
 * cell of its own: beside other code it would be unclear in which session that runs.
 */
public final class SessionCommands {
  private static final int USUAL_LINES = 50;

  private final GatewayCalls gateway;

  public SessionCommands(GatewayCalls gateway) {
    this.gateway = gateway;
  }

  /** Runs a cell that is such a command; empty if it is none. */
  public Optional<CellOutcome> run(String code, CellContext context) {
    Optional<Command> command = command(code, context);
    if (command.isEmpty()) {
      return Optional.empty();
    }
    try {
      context.print(OutputStreamName.STDOUT, ended(command.get().run()));
      return Optional.of(new CellOutcome.Succeeded(Optional.empty()));
    } catch (RefusedCallException | IllegalArgumentException e) {
      return Optional.of(
          new CellOutcome.Failed("UsageError", e.getMessage(), List.of(e.getMessage())));
    } catch (InterruptedException e) {
      return Optional.of(new CellOutcome.Interrupted("The cell was interrupted."));
    } catch (CancellationException e) {
      return Optional.of(new CellOutcome.Interrupted("The kernel went to another session."));
    }
  }

  /** Whether a cell is such a command. */
  public static boolean accepts(String code) {
    String text = code.strip();
    return text.matches("%(sessions|attach|logs)(\\s.*)?") // a dot matches no line break
        || text.matches("(?s)%%configure(\\s.*)?");
  }

  /** What a cell asks, and the text that answers it. */
  private interface Command {
    String run() throws RefusedCallException, InterruptedException;
  }

  private Optional<Command> command(String code, CellContext context) {
    if (!accepts(code)) {
      return Optional.empty();
    }
    String text = code.strip();
    int lineEnd = text.indexOf('\n');
    String first = lineEnd < 0 ? text : text.substring(0, lineEnd);
    String body = lineEnd < 0 ? "" : text.substring(lineEnd + 1);
    String[] words = first.strip().split("\\s+");
    List<String> arguments = Arrays.asList(words).subList(1, words.length);
    switch (words[0]) {
      case "%sessions":
        return Optional.of(() -> SessionsTable.of(ask("sessions.list", object())));
      case "%attach":
        return Optional.of(() -> attach(arguments, context));
      case "%logs":
        return Optional.of(() -> logs(arguments));
      default:
        return Optional.of(() -> configure(arguments, body, context));
    }
  }

  private String attach(List<String> arguments, CellContext context)
      throws RefusedCallException, InterruptedException {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException(
          "Usage: %attach SESSION, by its name or the beginning of its id; %sessions lists them.");
    }
    ObjectNode params = object();
    params.put("session", arguments.get(0));
    params.put("execution_count", context.executionCount());
    return said(ask("kernel.attach", params));
  }

  private String logs(List<String> arguments) throws RefusedCallException, InterruptedException {
    int lines = USUAL_LINES;
    for (int i = 0; i < arguments.size(); i += 2) {
      String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      if (arguments.get(i).equals("-n") && value.matches("\\d{1,6}")) {
        lines = Integer.parseInt(value);
      } else {
        throw new IllegalArgumentException("Usage: %logs [-n LINES]");
      }
    }
    return said(ask("session.log", object().put("lines", lines)));
  }

  private String configure(List<String> arguments, String body, CellContext context)
      throws RefusedCallException, InterruptedException {
    if (!List.of("-f", "--force", "--all").containsAll(arguments)) {
      throw new IllegalArgumentException(
          "Usage: %%configure [-f] [--all], and below it JSON or lines such as 'driver-memory = 4g'."
              + " -f restarts a session that is in use, --all one that has other kernels, too.");
    }
    Map<String, String> settings = ConfigureText.parse(body);
    ObjectNode params = object();
    params.set("settings", Json.mapper().valueToTree(settings));
    params.put("force", arguments.contains("-f") || arguments.contains("--force"));
    params.put("all", arguments.contains("--all"));
    params.put("execution_count", context.executionCount());
    return said(ask("session.configure", params));
  }

  private JsonNode ask(String method, JsonNode params)
      throws RefusedCallException, InterruptedException {
    return gateway.ask(method, params);
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static String said(JsonNode answer) {
    return answer.path("text").asText();
  }

  private static String ended(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }
}
