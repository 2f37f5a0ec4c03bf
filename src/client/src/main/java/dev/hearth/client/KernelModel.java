package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A kernel as the gateway describes it.
 *
 * @param state Jupyter's execution state, e.g. {@code starting}, {@code idle}, {@code dead}
 * @param lastActivity ISO 8601
 * @param reason why it is dead; may be empty
 */
public record KernelModel(
    String id, String name, String state, String lastActivity, String reason) {

  static KernelModel of(JsonNode json) {
    return new KernelModel(
        json.path("id").asText(),
        json.path("name").asText(),
        json.path("execution_state").asText(),
        json.path("last_activity").asText(),
        json.path("reason").isTextual() ? json.path("reason").asText() : "");
  }

  public boolean isDead() {
    return state.equals("dead");
  }

  public boolean isStarting() {
    return state.equals("starting");
  }
}
