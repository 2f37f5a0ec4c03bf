package dev.hearth.onboarding.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.onboarding.part.Trees;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Policies of IAM in one form, in which two that mean the same are the same. */
final class PolicyDocument {
  private PolicyDocument() {}

  /**
   * From statements' ids to statements. One value is a list of one, and the order of values and
   * statements does not count, as IAM has it.
   */
  static JsonNode canonical(String document) {
    JsonNode policy = Trees.parse(document);
    Map<String, JsonNode> statements = new TreeMap<>();
    JsonNode list = policy.path("Statement");
    if (list.isObject()) {
      list = Trees.of(java.util.List.of(list));
    }
    for (JsonNode statement : list) {
      ObjectNode same = Trees.object();
      statement
          .properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("Sid")) {
                  same.set(entry.getKey(), canonical(entry.getKey(), entry.getValue()));
                }
              });
      String id = statement.path("Sid").asText("");
      if (id.isEmpty() || statements.containsKey(id)) {
        id = "Statement " + statements.size();
      }
      statements.put(id, same);
    }
    return Trees.of(statements);
  }

  private static JsonNode canonical(String key, JsonNode value) {
    if (value.isObject()) {
      ObjectNode same = Trees.object();
      value
          .properties()
          .forEach(entry -> same.set(entry.getKey(), canonical("", entry.getValue())));
      return same;
    }
    if (key.equals("Effect")) {
      return value;
    }
    TreeSet<String> values = new TreeSet<>();
    if (value.isArray()) {
      value.forEach(item -> values.add(item.asText()));
    } else {
      values.add(value.asText());
    }
    return Trees.of(values);
  }
}
