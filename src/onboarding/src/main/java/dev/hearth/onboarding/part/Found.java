package dev.hearth.onboarding.part;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/** How a {@link Part} is, and whose. */
public record Found(JsonNode state, Owner owner) {
  public Found {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(owner, "owner");
  }
}
