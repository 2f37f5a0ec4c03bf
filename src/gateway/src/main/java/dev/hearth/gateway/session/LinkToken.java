package dev.hearth.gateway.session;

import dev.hearth.protocol.link.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret with which one session's driver dials. The gateway keeps only its hash. */
record LinkToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static LinkToken random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256 in hex. */
  String hash() {
    return TokenHash.of(value);
  }

  /** In a time that tells nothing about the hash. */
  boolean hasHash(String hash) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "****";
  }
}
