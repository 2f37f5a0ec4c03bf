package dev.hearth.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.HearthApi;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Access tokens for the users of a demonstration, one in each of its teams: a token acts in one
 * team, so that whoever tries both needs two.
 */
final class DemoTokens {
  private static final String NAME = "demo";
  private static final String USER = "ada";
  private static final List<String> TEAMS = List.of("emr-ml-team-a", "emr-ml-team-b");
  private static final long GOOD_FOR_SECONDS = 24 * 3600;

  /** A token, and in which team it acts. */
  record Made(String user, String team, String token) {}

  private DemoTokens() {}

  /** Makes them as the gateway's operator; those of an earlier demonstration go. */
  static List<Made> make(HttpClient client, GatewayAddress operator) throws InterruptedException {
    HearthApi api = new HearthApi(client, () -> operator);
    for (JsonNode token : api.tokens()) {
      if (token.path("name").asText().equals(NAME)) {
        api.revokeToken(token.path("id").asText());
      }
    }
    List<Made> made = new ArrayList<>();
    for (String team : TEAMS) {
      JsonNode token =
          api.createToken(
              Map.of("name", NAME, "user", USER, "team", team, "expires_in", GOOD_FOR_SECONDS));
      made.add(new Made(USER, team, token.path("token").asText()));
    }
    return made;
  }
}
