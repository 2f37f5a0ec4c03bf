package dev.hearth.demo.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/**
 * A token that opens something to whoever sends it (RFC 6750).
 *
 * @param value a secret; never logged
 */
public record BearerToken(String value) {
  private static final String SCHEME = "Bearer ";

  public BearerToken {
    Objects.requireNonNull(value, "value");
  }

  /** Whether a request with this header {@code Authorization} may come in. */
  public boolean opens(Optional<String> authorization) {
    return authorization
        .filter(sent -> sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(sent -> sent.substring(SCHEME.length()).strip())
        .filter(this::isSame)
        .isPresent();
  }

  /** In a time that does not tell how much of it was right. */
  public boolean isSame(String sent) {
    return MessageDigest.isEqual(
        sent.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /** The header, as curl's {@code -H @FILE} takes it. */
  public String header() {
    return "Authorization: " + SCHEME + value;
  }

  /** Does not tell it. */
  @Override
  public String toString() {
    return "BearerToken[...]";
  }
}
