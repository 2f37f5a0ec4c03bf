package dev.hearth.cli.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A notebook of nbformat 4.5 or a later minor version; unknown fields stay as they were. Made by
 * {@link NotebookFile}. Not thread-safe.
 */
public final class Notebook {
  static final int MAJOR = 4;

  /** The first minor version in which cells have ids. */
  static final int MINOR = 5;

  private final ObjectNode root;

  Notebook(ObjectNode root) {
    this.root = root;
  }

  ObjectNode root() {
    return root;
  }

  /** In their order; the list is a copy, the cells are not. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    array().forEach(node -> cells.add(new Cell((ObjectNode) node)));
    return cells;
  }

  /** The kernelspec that the notebook asks for. */
  public Optional<String> kernelName() {
    return text(root.path("metadata").path("kernelspec").path("name"));
  }

  /** The language of its cells, if it says so. */
  public Optional<String> language() {
    JsonNode metadata = root.path("metadata");
    return text(metadata.path("language_info").path("name"))
        .or(() -> text(metadata.path("kernelspec").path("language")));
  }

  /** Notes with which kernel it was run. */
  public void setKernel(String name, String displayName, String language) {
    root.withObject("/metadata/kernelspec", JsonNode.OverwriteMode.ALL, true)
        .put("name", name)
        .put("display_name", displayName)
        .put("language", language);
  }

  /** Takes away what earlier executions left in any cell. */
  public void forgetExecutions() {
    cells().forEach(Cell::forgetExecution);
  }

  /** Puts a new code cell before the cell that is at that index now. */
  void insertCode(int index, String source, String tag) {
    ObjectNode cell = root.objectNode();
    cell.put("cell_type", "code").put("id", newId()).put("source", source);
    cell.putObject("metadata").putArray("tags").add(tag);
    cell.putNull("execution_count").putArray("outputs");
    array().insert(index, cell);
  }

  void remove(int index) {
    array().remove(index);
  }

  /** Brings a notebook of an older minor version up to 4.5, and mends ids that are not unique. */
  void upgrade() {
    Set<String> seen = new HashSet<>();
    for (Cell cell : cells()) {
      if (cell.id().isEmpty() || !seen.add(cell.id())) {
        String id = newId();
        cell.node().put("id", id);
        seen.add(id);
      }
    }
    if (root.path("nbformat_minor").asInt() < MINOR) {
      root.put("nbformat_minor", MINOR);
    }
  }

  private ArrayNode array() {
    return (ArrayNode) root.path("cells");
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank()
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  private static String newId() {
    return UUID.randomUUID().toString().substring(0, 8);
  }
}
