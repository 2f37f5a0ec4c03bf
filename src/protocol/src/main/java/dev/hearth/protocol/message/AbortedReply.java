package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * The reply to a request that was not run because an earlier one failed. It carries no execution
 * count.
 *
 * @param msgType of the reply, mostly {@code execute_reply}
 */
public record AbortedReply(@JsonIgnore String msgType) implements Content {
  public AbortedReply {
    Objects.requireNonNull(msgType, "msg_type");
  }

  @JsonProperty("status")
  String status() {
    return "aborted";
  }
}
