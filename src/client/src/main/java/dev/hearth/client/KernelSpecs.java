package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kernels that a gateway offers.
 *
 * @param byName in the order of their names
 * @param standard the gateway's default
 */
public record KernelSpecs(Map<String, Spec> byName, String standard) {

  /**
   * @param language in lower case, e.g. {@code scala}
   */
  public record Spec(String name, String displayName, String language) {}

  static KernelSpecs of(JsonNode answer) {
    Map<String, Spec> specs = new TreeMap<>();
    answer
        .path("kernelspecs")
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode spec = entry.getValue().path("spec");
              specs.put(
                  entry.getKey(),
                  new Spec(
                      entry.getKey(),
                      spec.path("display_name").asText(),
                      spec.path("language").asText().toLowerCase(java.util.Locale.ROOT)));
            });
    return new KernelSpecs(specs, answer.path("default").asText());
  }

  /**
   * @throws Failure if there is none of that name, which names those that there are
   */
  public Spec require(String name) {
    Spec spec = byName.get(name);
    if (spec == null) {
      List<String> names = List.copyOf(byName.keySet());
      throw Failure.usage(
          "the gateway has no kernel named " + name,
          names.isEmpty()
              ? "It has none at all."
              : "It has: " + String.join(", ", names) + ". Choose one with --kernel.");
    }
    return spec;
  }
}
