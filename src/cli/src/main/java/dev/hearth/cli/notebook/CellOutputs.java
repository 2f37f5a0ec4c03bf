package dev.hearth.cli.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the messages of one execution into the outputs of its cell, by the rules of nbclient: texts
 * of one stream that follow each other are one output, {@code update_display_data} changes displays
 * wherever they are, {@code clear_output} takes effect at once or at the next output. Used by one
 * thread.
 */
public final class CellOutputs {
  private final Cell cell;
  private final Displays displays;

  /** The stream output at the end of the list, and its text, which grows too fast for a node. */
  private ObjectNode stream;

  private StringBuilder streamText;
  private boolean clearAtNext;

  /**
   * @param displays those of all cells of the notebook
   */
  public CellOutputs(Cell cell, Displays displays) {
    this.cell = cell;
    this.displays = displays;
  }

  public void stream(String name, String text) {
    beforeOutput();
    if (stream == null || !stream.path("name").asText().equals(name)) {
      finish();
      stream = cell.outputs().addObject();
      stream.put("output_type", "stream").put("name", name);
      streamText = new StringBuilder();
    }
    streamText.append(text);
  }

  /**
   * @param content of {@code display_data}
   */
  public void display(JsonNode content) {
    ObjectNode output = add("display_data");
    setData(output, content);
    register(output, content);
  }

  /**
   * @param content of {@code execute_result}
   */
  public void result(JsonNode content) {
    ObjectNode output = add("execute_result");
    output.set("execution_count", content.path("execution_count"));
    setData(output, content);
    register(output, content);
  }

  /**
   * @param content of {@code error}, or of a reply that says {@code error}
   */
  public void error(JsonNode content) {
    ObjectNode output = add("error");
    output.put("ename", content.path("ename").asText());
    output.put("evalue", content.path("evalue").asText());
    ArrayNode trace = output.putArray("traceback");
    content.path("traceback").forEach(trace::add);
  }

  /**
   * @param content of {@code update_display_data}
   */
  public void update(JsonNode content) {
    displays.update(displayId(content), output -> setData(output, content));
  }

  /**
   * @param wait whether to clear only when there is something to show instead
   */
  public void clear(boolean wait) {
    clearAtNext = wait;
    if (!wait) {
      clearNow();
    }
  }

  /** Everything that came is in the cell. May be called at any time, also in mid-execution. */
  public void finish() {
    if (stream != null) {
      stream.put("text", streamText.toString());
    }
    // What follows is an output of its own only if it is of another kind; see stream().
  }

  /** Whether an {@code error} is among the outputs. */
  public boolean hasError() {
    for (JsonNode output : cell.outputs()) {
      if (output.path("output_type").asText().equals("error")) {
        return true;
      }
    }
    return false;
  }

  private ObjectNode add(String type) {
    beforeOutput();
    finish();
    stream = null;
    return cell.outputs().addObject().put("output_type", type);
  }

  private void beforeOutput() {
    if (clearAtNext) {
      clearAtNext = false;
      clearNow();
    }
  }

  private void clearNow() {
    List<JsonNode> gone = new ArrayList<>();
    cell.outputs().forEach(gone::add);
    displays.forget(gone);
    cell.outputs().removeAll();
    stream = null;
  }

  private void register(ObjectNode output, JsonNode content) {
    String id = displayId(content);
    if (!id.isEmpty()) {
      displays.register(id, output);
    }
  }

  private static String displayId(JsonNode content) {
    return content.path("transient").path("display_id").asText();
  }

  private static void setData(ObjectNode output, JsonNode content) {
    output.set(
        "data", content.path("data").isObject() ? content.path("data") : output.objectNode());
    output.set(
        "metadata",
        content.path("metadata").isObject() ? content.path("metadata") : output.objectNode());
  }
}
