package dev.hearth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A message as a client got it.
 *
 * @param date when its sender made it
 * @param atNanos when, on this JVM's clock
 */
public record Received(
    String channel,
    String msgId,
    String type,
    String parentId,
    Instant date,
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
