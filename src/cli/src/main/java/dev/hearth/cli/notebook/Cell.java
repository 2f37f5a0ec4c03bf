package dev.hearth.cli.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One cell: a view of its JSON, which stays as it was but for what is set here. Not thread-safe.
 *
 * @param node with {@code source} as one string
 */
public record Cell(ObjectNode node) {

  public boolean isCode() {
    return "code".equals(node.path("cell_type").asText());
  }

  public boolean isMarkdown() {
    return "markdown".equals(node.path("cell_type").asText());
  }

  public String source() {
    return node.path("source").asText();
  }

  /** Unique in its notebook; Jupyter's {@code cellId}. Empty for a cell that has none. */
  public String id() {
    return node.path("id").isTextual() ? node.path("id").asText() : "";
  }

  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    node.path("metadata").path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  public boolean hasTag(String tag) {
    return tags().contains(tag);
  }

  /** Whether running it does anything, by the rules of nbclient. */
  public boolean isToRun() {
    return isCode() && !source().isBlank() && !hasTag("skip-execution");
  }

  public ArrayNode outputs() {
    return node.withArray("/outputs");
  }

  public void setExecutionCount(int count) {
    node.put("execution_count", count);
  }

  /** Notes when something happened, where nbclient notes it: {@code metadata.execution}. */
  public void setTiming(String event, String date) {
    metadata().withObject("/execution", JsonNode.OverwriteMode.ALL, true).put(event, date);
  }

  private ObjectNode metadata() {
    return node.withObject("/metadata");
  }

  /** Takes away what an earlier execution left. */
  void forgetExecution() {
    if (isCode()) {
      node.putArray("outputs");
      node.putNull("execution_count");
      if (node.path("metadata") instanceof ObjectNode metadata) {
        metadata.remove("execution");
      }
    }
  }

  static boolean isCell(JsonNode node) {
    return node.isObject()
        && node.path("cell_type").isTextual()
        && (node.path("source").isTextual()
            || node.path("source") instanceof ArrayNode lines && NotebookJson.isText(lines));
  }
}
