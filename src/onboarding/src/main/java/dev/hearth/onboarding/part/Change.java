package dev.hearth.onboarding.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One value that is not as it must be.
 *
 * @param path keys from the outside in, with dots between them
 * @param old empty if there is none
 * @param now empty if there shall be none
 */
public record Change(String path, String old, String now) {
  public Change {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(old, "old");
    Objects.requireNonNull(now, "now");
  }

  /** All values of something that is not there yet. */
  public static List<Change> creating(JsonNode wanted) {
    return between(MissingNode.getInstance(), wanted);
  }

  /** Values that differ, in the order of their paths; empty if the two are equal. */
  public static List<Change> between(JsonNode found, JsonNode wanted) {
    List<Change> changes = new ArrayList<>();
    compare("", found, wanted, changes);
    return changes;
  }

  private static void compare(String path, JsonNode found, JsonNode wanted, List<Change> changes) {
    if (found.equals(wanted)) {
      return;
    }
    if (branches(found) || branches(wanted)) {
      Map<String, JsonNode> before = children(found);
      Map<String, JsonNode> after = children(wanted);
      TreeSet<String> keys = new TreeSet<>(before.keySet());
      keys.addAll(after.keySet());
      for (String key : keys) {
        compare(
            path.isEmpty() || key.startsWith("[") ? path + key : path + "." + key,
            before.getOrDefault(key, MissingNode.getInstance()),
            after.getOrDefault(key, MissingNode.getInstance()),
            changes);
      }
      return;
    }
    changes.add(new Change(path, text(found), text(wanted)));
  }

  /** Whether it has parts that are worth a line each. */
  private static boolean branches(JsonNode node) {
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (item.isContainerNode()) {
          return true;
        }
      }
      return false;
    }
    return node.isObject() && !node.isEmpty();
  }

  private static Map<String, JsonNode> children(JsonNode node) {
    Map<String, JsonNode> children = new java.util.TreeMap<>();
    if (node.isObject()) {
      node.properties().forEach(entry -> children.put(entry.getKey(), entry.getValue()));
    } else if (node.isArray()) {
      String form = node.size() > 10 ? "[%02d]" : "[%d]";
      for (int i = 0; i < node.size(); i++) {
        children.put(String.format(form, i), node.get(i));
      }
    }
    return children;
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(item.asText()));
      return "[" + String.join(", ", items) + "]";
    }
    return node.isObject() ? "{}" : node.asText();
  }
}
