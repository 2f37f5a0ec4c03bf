package dev.hearth.gateway.session;

import java.util.Optional;
import java.util.UUID;

/** A session's id. */
public record SessionId(UUID value) {
  public static SessionId random() {
    return new SessionId(UUID.randomUUID());
  }

  /** Empty if the text is no id at all. */
  public static Optional<SessionId> parse(String text) {
    try {
      SessionId id = new SessionId(UUID.fromString(text));
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // whoever asks says what is wrong
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
