package dev.hearth.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A notebook of the {@code notebooks} folder. */
record NotebookFile(JsonNode json) {

  /** A code cell. */
  record CodeCell(String id, boolean parameters, String source) {}

  static NotebookFile named(String name) throws IOException {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("notebooks").resolve(name);
      if (Files.exists(file)) {
        return new NotebookFile(new ObjectMapper().readTree(file.toFile()));
      }
    }
    throw new IOException("no folder above this one has notebooks/" + name);
  }

  List<String> ids() {
    return elements(json.get("cells")).map(cell -> cell.get("id").asText()).toList();
  }

  List<CodeCell> codeCells() {
    return elements(json.get("cells"))
        .filter(cell -> cell.get("cell_type").asText().equals("code"))
        .map(NotebookFile::codeCell)
        .toList();
  }

  CodeCell codeCell(String id) {
    return codeCells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
  }

  /** With a cell of its own after the tagged one, as papermill and {@code hearth run} do it. */
  List<CodeCell> codeCellsWith(String parameters) {
    List<CodeCell> cells = new ArrayList<>();
    for (CodeCell cell : codeCells()) {
      cells.add(cell);
      if (cell.parameters()) {
        cells.add(new CodeCell("injected-parameters", false, parameters));
      }
    }
    return cells;
  }

  private static CodeCell codeCell(JsonNode cell) {
    String source =
        elements(cell.get("source")).map(JsonNode::asText).collect(Collectors.joining());
    boolean parameters =
        elements(cell.get("metadata").path("tags"))
            .anyMatch(tag -> tag.asText().equals("parameters"));
    return new CodeCell(cell.get("id").asText(), parameters, source);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(Spliterators.spliterator(array.iterator(), array.size(), 0), false);
  }
}
