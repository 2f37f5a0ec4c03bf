package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A Spark session that a gateway keeps.
 *
 * @param name empty if it has none
 */
public record SparkSession(String id, String name, String profile, String state) {
  static SparkSession of(JsonNode json) {
    return new SparkSession(
        json.path("id").asText(),
        json.path("name").asText(""),
        json.path("profile").asText(),
        json.path("state").asText());
  }

  /** Whether a user means this one: by its name, or the beginning of its id. */
  public boolean isMeantBy(String word) {
    return !word.isEmpty() && (name.equals(word) || id.startsWith(word));
  }
}
