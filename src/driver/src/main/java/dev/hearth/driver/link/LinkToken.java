package dev.hearth.driver.link;

import dev.hearth.protocol.link.TokenHash;

/** The one-session secret by which a driver proves which session it is. Prints as stars. */
public record LinkToken(String secret) {
  /** By which it is named where it must not stand itself. */
  String hash() {
    return TokenHash.of(secret);
  }

  @Override
  public String toString() {
    return "****";
  }
}
