package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Gives a reply its {@code "status":"ok"}. */
@JsonPropertyOrder("status")
interface Successful {
  @JsonProperty("status")
  default String status() {
    return "ok";
  }
}
