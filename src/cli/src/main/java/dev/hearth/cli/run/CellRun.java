package dev.hearth.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.notebook.Cell;
import dev.hearth.cli.notebook.CellOutputs;
import dev.hearth.cli.notebook.Displays;
import dev.hearth.client.KernelMessage;
import java.time.Duration;
import java.util.UUID;

/**
 * One execution of one cell: sends it, and takes its messages until both its reply and its {@code
 * idle} are there, which may come in either order. One thread.
 */
final class CellRun {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Cell cell;
  private final KernelAtWork kernel;
  private final CellOutputs outputs;
  private final CellScreen screen;
  private final String id = UUID.randomUUID().toString();

  private boolean heard;
  private boolean replied;
  private boolean idle;
  private String error = "";

  CellRun(Cell cell, KernelAtWork kernel, Displays displays, CellScreen screen) {
    this.cell = cell;
    this.kernel = kernel;
    this.outputs = new CellOutputs(cell, displays);
    this.screen = screen;
  }

  /**
   * Runs it to its end.
   *
   * @throws dev.hearth.cli.Failure if the kernel dies or cannot be reached any more; the cell then
   *     has what came before
   */
  CellResult run() throws InterruptedException {
    long began = System.nanoTime();
    send();
    try {
      while (!(replied && idle)) {
        KernelEvent event = kernel.next(LOOK);
        if (event instanceof KernelEvent.Received received) {
          take(received.message());
        } else if (event instanceof KernelEvent.Reconnected && !heard) {
          // It may have been lost on its way. The gateway takes a message id only once.
          send();
        }
        if (!kernel.hasNext()) {
          screen.flush();
        }
      }
    } finally {
      outputs.finish();
      screen.finish();
    }
    return new CellResult(error, Duration.ofNanos(System.nanoTime() - began));
  }

  private void send() {
    kernel.execute(id, cell.source(), cell.id());
  }

  private void take(KernelMessage message) {
    if (!message.answers(id)) {
      kernel.notice(message).ifPresent(screen::line);
      return;
    }
    heard = true;
    JsonNode content = message.content();
    switch (message.type()) {
      case "status":
        status(content.path("execution_state").asText(), message);
        break;
      case "execute_input":
        cell.setExecutionCount(content.path("execution_count").asInt());
        cell.setTiming("iopub.execute_input", message.header().date());
        break;
      case "execute_reply":
        reply(content, message);
        break;
      default:
        output(message.type(), content);
    }
  }

  private void status(String state, KernelMessage message) {
    if (state.equals("busy") || state.equals("idle")) {
      cell.setTiming("iopub.status." + state, message.header().date());
    }
    idle = state.equals("idle");
  }

  private void reply(JsonNode content, KernelMessage message) {
    replied = true;
    cell.setTiming("shell.execute_reply", message.header().date());
    if (content.path("execution_count").isInt()) {
      cell.setExecutionCount(content.path("execution_count").asInt());
    }
    String status = content.path("status").asText();
    if (status.equals("error")) {
      error = named(content);
    } else if (!status.equals("ok")) {
      error = "the kernel did not run the cell (" + status + ")";
    }
  }

  private void output(String type, JsonNode content) {
    switch (type) {
      case "stream":
        outputs.stream(content.path("name").asText(), content.path("text").asText());
        screen.stream(content.path("text").asText());
        break;
      case "display_data":
        outputs.display(content);
        show(content);
        break;
      case "execute_result":
        outputs.result(content);
        show(content);
        break;
      case "update_display_data":
        outputs.update(content);
        show(content);
        break;
      case "clear_output":
        outputs.clear(content.path("wait").asBoolean());
        screen.clear();
        break;
      case "error":
        outputs.error(content);
        error = named(content);
        screen.show(trace(content));
        break;
      default:
        // Comms and the like are for other clients.
    }
  }

  private void show(JsonNode content) {
    String text = DisplayText.of(content.path("data"));
    String displayId = content.path("transient").path("display_id").asText();
    if (displayId.isEmpty()) {
      screen.show(text);
    } else {
      screen.show(displayId, text);
    }
  }

  private static String trace(JsonNode content) {
    StringBuilder trace = new StringBuilder();
    content.path("traceback").forEach(line -> trace.append(line.asText()).append('\n'));
    return trace.length() > 0
        ? trace.toString()
        : content.path("ename").asText() + ": " + content.path("evalue").asText();
  }

  /** In one line; the whole of it stands in the trace. */
  private static String named(JsonNode content) {
    String name = content.path("ename").asText();
    String value = content.path("evalue").asText().lines().findFirst().orElse("");
    if (name.isBlank()) {
      return value.isBlank() ? "an error" : value;
    }
    return value.isBlank() ? name : name + ": " + value;
  }
}
