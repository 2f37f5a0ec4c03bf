package dev.hearth.cli.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The displays of a notebook that have an id: a later cell may update one. One thread. */
public final class Displays {
  private final Map<String, List<ObjectNode>> outputs = new HashMap<>();

  void register(String id, ObjectNode output) {
    outputs.computeIfAbsent(id, none -> new ArrayList<>()).add(output);
  }

  void update(String id, Consumer<ObjectNode> change) {
    outputs.getOrDefault(id, List.of()).forEach(change);
  }

  void forget(List<JsonNode> gone) {
    for (List<ObjectNode> same : outputs.values()) {
      // By identity: two displays may show the same.
      same.removeIf(output -> gone.stream().anyMatch(other -> other == output));
    }
  }
}
