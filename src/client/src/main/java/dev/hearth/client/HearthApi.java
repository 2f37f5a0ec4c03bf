package dev.hearth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The part of Hearth's own REST API that is about teams and access tokens. Safe from any thread.
 * Every method throws {@link Failure} in words for the user when the gateway is gone, refuses the
 * token, or says no.
 */
public final class HearthApi {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GatewayRequests gateway;

  /**
   * @param gateway asked before each request, since a restarted gateway may be elsewhere
   */
  public HearthApi(HttpClient client, Supplier<GatewayAddress> gateway) {
    this.gateway = new GatewayRequests(client, gateway);
  }

  /** The teams that this token may see, with what they use. */
  public JsonNode teams() throws InterruptedException {
    return gateway.call("GET", "/api/hearth/teams", null).expect(200);
  }

  public JsonNode team(String name) throws InterruptedException {
    return gateway.call("GET", "/api/hearth/teams/" + name, null).expect(200);
  }

  /** The teams that a file would make, which changes nothing. */
  public JsonNode checkTeams(String yaml) throws InterruptedException {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofString(yaml, StandardCharsets.UTF_8);
    return gateway
        .call("POST", "/api/hearth/teams/check", "application/yaml", body, PATIENCE)
        .expect(200);
  }

  /** The access tokens that this token may see, without their secrets. */
  public JsonNode tokens() throws InterruptedException {
    return gateway.call("GET", "/api/hearth/tokens", null).expect(200);
  }

  /**
   * Makes an access token.
   *
   * @param wanted as in the API: {@code name}, {@code user}, {@code team}, {@code role}, {@code
   *     scope}, {@code expires_in}
   * @return with the token itself under {@code token}
   */
  public JsonNode createToken(Map<String, Object> wanted) throws InterruptedException {
    return gateway.call("POST", "/api/hearth/tokens", wanted).expect(201);
  }

  public void revokeToken(String id) throws InterruptedException {
    gateway.call("DELETE", "/api/hearth/tokens/" + id, null).expect(204);
  }
}
