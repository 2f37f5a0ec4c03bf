package dev.hearth.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Terminal;
import dev.hearth.client.KernelMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows how a session starts: the gateway keeps one display of all steps so far, which in the end
 * shrinks to a line. A terminal redraws it; elsewhere each step is printed as it comes. One thread.
 */
final class StartSteps {
  private final Terminal terminal;
  private final CellScreen screen;
  private final Set<String> printed = new HashSet<>();

  StartSteps(Terminal terminal) {
    this.terminal = terminal;
    this.screen = new CellScreen(terminal);
  }

  void take(KernelMessage message) {
    boolean display =
        message.type().equals("display_data") || message.type().equals("update_display_data");
    if (!display || !message.parent().msgId().isEmpty()) {
      return;
    }
    JsonNode content = message.content();
    String text = content.path("data").path("text/plain").asText();
    if (terminal.live()) {
      String dim = text.lines().map(terminal::dim).collect(Collectors.joining("\n"));
      screen.show(content.path("transient").path("display_id").asText(), dim);
    } else {
      text.lines().filter(printed::add).forEach(screen::line);
    }
    screen.flush();
  }

  void line(String text) {
    screen.line(text);
    screen.flush();
  }

  void finish() {
    screen.finish();
  }
}
