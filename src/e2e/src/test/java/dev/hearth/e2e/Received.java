package dev.hearth.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message as a client got it.
 *
 * @param atNanos when, on this JVM's clock
 */
public record Received(
    String channel,
    String msgId,
    String type,
    String parentId,
    JsonNode content,
    int buffers,
    long atNanos) {

  public String text() {
    return content.path("text").asText();
  }

  boolean isStatus(String state) {
    return type.equals("status") && content.path("execution_state").asText().equals(state);
  }
}
