package dev.hearth.gateway.session;

import java.util.UUID;

/** A session's id. */
public record SessionId(UUID value) {
  public static SessionId random() {
    return new SessionId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
