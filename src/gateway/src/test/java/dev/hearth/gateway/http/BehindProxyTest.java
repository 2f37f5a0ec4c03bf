package dev.hearth.gateway.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.hearth.gateway.TestTokens;
import dev.hearth.gateway.TwoTeams;
import dev.hearth.gateway.team.identity.AccessToken;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behind a proxy that is trusted, requests come from where the proxy says. */
@QuarkusTest
@TestProfile(BehindProxyTest.Proxy.class)
class BehindProxyTest {
  @Inject TestTokens tokens;
  @Inject AccessToken operator;

  /** The proxy is this machine. */
  public static final class Proxy implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> config = new HashMap<>(new TwoTeams().getConfigOverrides());
      config.put("hearth.http.trusted-proxies", "127.0.0.1");
      return config;
    }
  }

  private static RequestSpecification from(String address, String token) {
    return given().header("X-Forwarded-For", address).header("Authorization", "token " + token);
  }

  private static String guess(int number) {
    return "hearth_0123456789ab_" + String.format("%060d", number);
  }

  @Test
  void addressesThatGuessAreLockedOutButNotOthersNorThoseWhoAreKnown() {
    String analyst = tokens.of("ada", "emr-ml-team-a");
    from("203.0.113.9", analyst).get("/api/kernels").then().statusCode(200);
    from("203.0.113.9", operator.reveal()).get("/api/kernels").then().statusCode(200);
    for (int i = 0; i < 10; i++) {
      from("203.0.113.9", guess(i)).get("/api/kernels").then().statusCode(403);
    }

    from("203.0.113.9", guess(11))
        .get("/api/kernels")
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue());
    from("203.0.113.9", tokens.of("new", "emr-ml-team-a")).get("/api/me").then().statusCode(429);

    from("203.0.113.9", operator.reveal()).get("/api/kernels").then().statusCode(200);
    from("203.0.113.9", analyst).get("/api/kernels").then().statusCode(200);
    from("203.0.113.10", tokens.of("new", "emr-ml-team-a")).get("/api/me").then().statusCode(200);
  }

  @Test
  void addressesThatAClientMakesUpDoNotCount() {
    for (int i = 0; i < 10; i++) {
      given()
          .header("X-Forwarded-For", "198.51.100." + i + ", 203.0.113.77")
          .header("Authorization", "token " + guess(100 + i))
          .get("/api/kernels")
          .then()
          .statusCode(403);
    }
    from("203.0.113.77", guess(111)).get("/api/kernels").then().statusCode(429);
    from("198.51.100.1", guess(112)).get("/api/kernels").then().statusCode(403);
  }

  @Test
  void theSchemeIsTheOneThatTheBrowserUsed() {
    given()
        .header("X-Forwarded-Proto", "https")
        .get("/api")
        .then()
        .header("Strict-Transport-Security", notNullValue());
    given().get("/api").then().header("Strict-Transport-Security", nullValue());
  }
}
