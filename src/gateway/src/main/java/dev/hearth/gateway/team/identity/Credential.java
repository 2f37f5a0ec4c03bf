package dev.hearth.gateway.team.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request shows to prove who sends it. Never prints its secret.
 *
 * @param secret the token, or the password
 * @param ambient whether a browser may have added it by itself, as it does with a password that it
 *     remembers: then a page of another site could be behind the request
 */
public record Credential(String secret, boolean ambient) {
  public Credential {
    Objects.requireNonNull(secret, "secret");
  }

  /**
   * As Jupyter clients send it: {@code token X}, {@code Bearer X} or {@code Basic} with the token
   * as password in the header, or {@code ?token=X}. The header goes before the query.
   *
   * @param authorization the header's value, or {@code null}
   * @param queryToken the decoded value of {@code token} in the query, or {@code null}
   */
  public static Optional<Credential> of(String authorization, String queryToken) {
    Optional<Credential> header = Optional.ofNullable(authorization).flatMap(Credential::ofHeader);
    return header.isPresent()
        ? header
        : Optional.ofNullable(queryToken)
            .filter(token -> !token.isEmpty())
            .map(token -> new Credential(token, false));
  }

  private static Optional<Credential> ofHeader(String authorization) {
    String[] parts = authorization.strip().split("\\s+", 2);
    if (parts.length < 2) {
      return Optional.empty(); // clients without a token send "token " all the same
    }
    switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "token":
      case "bearer":
        return Optional.of(new Credential(parts[1], false));
      case "basic":
        return password(parts[1]).map(password -> new Credential(password, true));
      default:
        return Optional.empty();
    }
  }

  private static Optional<String> password(String base64) {
    try {
      String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64: as good as no credential
    }
  }

  @Override
  public String toString() {
    return "Credential[****]";
  }
}
