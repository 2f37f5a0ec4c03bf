package dev.hearth.gateway.http.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What a token says; only to be read after it was verified. Never prints its content. */
final class Claims {
  private final JsonNode payload;

  Claims(JsonNode payload) {
    this.payload = payload;
  }

  /**
   * @param token a verified JWT (RFC 7519)
   */
  static Claims of(String token) {
    try {
      String payload = token.split("\\.", -1)[1];
      return new Claims(Json.mapper().readTree(Base64.getUrlDecoder().decode(payload)));
    } catch (IOException e) {
      throw new UncheckedIOException("A verified token has claims", e);
    }
  }

  /** A claim that is text; {@code path} as for {@link #texts}. */
  Optional<String> text(String path) {
    return Optional.of(at(path)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /**
   * The texts of a claim that is a list, or the one of a claim that is a text.
   *
   * @param path a claim's name, or names from the outside in, with slashes between them, as in
   *     {@code realm_access/roles}; a claim that has the whole of it as its name goes first
   */
  Set<String> texts(String path) {
    JsonNode claim = at(path);
    Set<String> texts = new LinkedHashSet<>();
    if (claim.isTextual()) {
      texts.add(claim.asText());
    }
    for (JsonNode item : claim) {
      if (item.isTextual()) {
        texts.add(item.asText());
      }
    }
    return texts;
  }

  /** When the token ends; those that were verified have an end. */
  Instant expiresAt() {
    return Instant.ofEpochSecond(payload.path("exp").longValue());
  }

  /**
   * Whether it is made for the client who signs somebody in, and not for use at an API. Providers
   * have no common mark; these are Keycloak's, and OpenID Connect Core's (3.1.3.6).
   */
  boolean identity() {
    return payload.path("typ").asText().equals("ID") || payload.has("at_hash");
  }

  private JsonNode at(String path) {
    if (payload.has(path)) {
      return payload.path(path);
    }
    JsonNode claim = payload;
    for (String name : path.split("/")) {
      claim = claim.path(name);
    }
    return claim;
  }

  @Override
  public String toString() {
    return "Claims[****]";
  }
}
