package dev.hearth.protocol.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a link token is named and stored where the token itself must not stand. A token of 256
 * random bits cannot be guessed from it, so a plain SHA-256 does.
 */
public final class TokenHash {
  private TokenHash() {}

  /** SHA-256 in lower-case hex. */
  public static String of(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
