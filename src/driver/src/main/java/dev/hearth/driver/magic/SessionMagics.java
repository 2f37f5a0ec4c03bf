package dev.hearth.driver.magic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.driver.magic.Magic.Kind;
import dev.hearth.protocol.message.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * What cells may do with their session itself: {@code %sessions}, {@code %attach}, {@code %logs}
 * and {@code %%configure}. The gateway does it.
 */
final class SessionMagics {
  private static final int USUAL_LINES = 50;

  private SessionMagics() {}

  static List<Magic> all() {
    return List.of(
        new Magic(
            "sessions",
            Kind.LINE,
            "",
            "Lists your sessions.",
            List.of(),
            true,
            call -> ask(call, "sessions.list", object(), SessionsTable::of)),
        new Magic(
            "attach",
            Kind.LINE,
            "SESSION",
            "Moves this notebook to another session. It is named, or by the beginning of its id; the"
                + " notebook's variables are lost.",
            List.of(),
            true,
            SessionMagics::attach),
        new Magic(
            "logs",
            Kind.LINE,
            "",
            "Shows the end of the session driver's log.",
            List.of(new MagicOption("-n", "LINES", "so many lines, 50 by default")),
            true,
            call -> {
              int lines = call.arguments().number("-n").orElse(USUAL_LINES);
              return ask(call, "session.log", object().put("lines", lines), SessionMagics::said);
            }),
        new Magic(
            "configure",
            Kind.CELL,
            "",
            "Restarts the session with other resources or Spark properties. The cell is JSON, or lines"
                + " such as 'driver-memory = 4g'.",
            List.of(
                MagicOption.flag("-f", "restart a session that is in use; its variables are lost"),
                MagicOption.flag("--all", "restart one that has other kernels, too")),
            true,
            SessionMagics::configure));
  }

  private static CellOutcome attach(MagicCall call) throws MagicException, InterruptedException {
    List<String> words = call.arguments().words();
    if (words.size() != 1 || !call.alone()) {
      throw new MagicException(
          "Usage: %attach SESSION, in a cell of its own; %sessions lists them.");
    }
    ObjectNode params = object();
    params.put("session", words.get(0));
    params.put("execution_count", call.cell().executionCount());
    return ask(call, "kernel.attach", params, SessionMagics::said);
  }

  private static CellOutcome configure(MagicCall call) throws MagicException, InterruptedException {
    Map<String, String> settings;
    try {
      settings = ConfigureText.parse(call.body());
    } catch (IllegalArgumentException e) {
      throw new MagicException(e.getMessage(), e);
    }
    ObjectNode params = object();
    params.set("settings", Json.mapper().valueToTree(settings));
    params.put("force", call.arguments().has("-f"));
    params.put("all", call.arguments().has("--all"));
    params.put("execution_count", call.cell().executionCount());
    return ask(call, "session.configure", params, SessionMagics::said);
  }

  private static CellOutcome ask(
      MagicCall call, String method, JsonNode params, Function<JsonNode, String> text)
      throws MagicException, InterruptedException {
    try {
      String said = text.apply(call.kernel().gateway().ask(method, params));
      call.cell().print(OutputStreamName.STDOUT, said.endsWith("\n") ? said : said + "\n");
      return MagicCall.done();
    } catch (RefusedCallException e) {
      throw new MagicException(e.getMessage(), e);
    } catch (CancellationException e) {
      return new CellOutcome.Interrupted("The kernel went to another session.");
    }
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static String said(JsonNode answer) {
    return answer.path("text").asText();
  }
}
