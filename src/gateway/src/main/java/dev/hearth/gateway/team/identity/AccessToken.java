package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.error.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token that lets clients in. Prints as {@code ****}. */
public final class AccessToken {
  private static final int RANDOM_BYTES = 24;

  private final String value;

  /**
   * @throws InvalidRequest if it has characters that no header or URL can carry as they are
   */
  public AccessToken(String value) {
    if (!value.matches("[\\x21-\\x7e]+")) {
      throw new InvalidRequest(
          "The configured token (HEARTH_TOKEN, hearth.token) may have printable ASCII characters"
              + " only, and no spaces.");
    }
    this.value = value;
  }

  /** A fresh one, of 48 hexadecimal digits. */
  public static AccessToken generate() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new AccessToken(HexFormat.of().formatHex(random));
  }

  /** Takes as long for a token that is nearly right as for any other. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  /** The token itself, to be handed to its owner only. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "****";
  }
}
