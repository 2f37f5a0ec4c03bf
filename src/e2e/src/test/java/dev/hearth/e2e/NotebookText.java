package dev.hearth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Notebooks for tests: small ones to run, and what stands in those that were run. */
final class NotebookText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NotebookText() {}

  static Path write(Path file, String kernel, String... cells) {
    ObjectNode root = JSON.createObjectNode();
    root.put("nbformat", 4).put("nbformat_minor", 5);
    root.putObject("metadata").putObject("kernelspec").put("name", kernel);
    ArrayNode list = root.putArray("cells");
    for (String source : cells) {
      ObjectNode cell = list.addObject();
      cell.put("cell_type", "code").put("id", "cell-" + list.size()).put("source", source);
      cell.putObject("metadata");
      cell.putNull("execution_count").putArray("outputs");
    }
    try {
      JSON.writeValue(file.toFile(), root);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that the cells of an executed notebook printed on their streams. */
  static String printed(Path file) {
    StringBuilder text = new StringBuilder();
    for (JsonNode cell : read(file).path("cells")) {
      for (JsonNode output : cell.path("outputs")) {
        output.path("text").forEach(line -> text.append(line.asText()));
      }
    }
    return text.toString();
  }

  static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
