package dev.hearth.protocol.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Objects;
import java.util.UUID;

/**
 * What the gateway answers to a {@link KernelCall}.
 *
 * @param callId of the call
 * @param result JSON; a null node if there is an error or nothing to say
 * @param error in words for the user, with the next step; {@code null} if the call was done
 */
public record CallAnswer(UUID callId, JsonNode result, String error) {
  public CallAnswer {
    Objects.requireNonNull(callId, "call_id");
    result = result == null ? NullNode.getInstance() : result;
  }

  public static CallAnswer of(UUID callId, JsonNode result) {
    return new CallAnswer(callId, result, null);
  }

  public static CallAnswer refused(UUID callId, String error) {
    return new CallAnswer(callId, null, error);
  }
}
