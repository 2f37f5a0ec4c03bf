package dev.hearth.gateway.http.oidc;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import dev.hearth.gateway.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider that cannot be asked when the gateway starts, and later. */
@QuarkusTest
@TestProfile(WithProvider.class)
@QuarkusTestResource(value = ProviderResource.class, restrictToAnnotatedClass = true)
class ProviderDownTest {
  SmallProvider provider;

  @Inject TestTokens tokens;

  private static ValidatableResponse with(String token) {
    return given().header("Authorization", "Bearer " + token).get("/api/kernels").then();
  }

  private static void unavailable(String token) {
    with(token).statusCode(503).body("message", containsString("the identity provider"));
  }

  @Test
  void whileItsKeysCannotBeFetchedItsTokensAreAnsweredWith503AndOthersAreServed() {
    String token = provider.accessToken("anna", List.of("ml-a"));
    String ofNewKey = provider.signed("RS256", "two", SmallProvider.newKeys(), claims -> {});

    provider.keysCanBeFetched(false);
    unavailable(token);
    given()
        .header("Authorization", "token " + tokens.of("ben", "emr-ml-team-b"))
        .get("/api/kernels")
        .then()
        .statusCode(200);

    provider.keysCanBeFetched(true);
    with(token).statusCode(200);

    provider.keysCanBeFetched(false);
    unavailable(ofNewKey);
    with(token).statusCode(200);
  }
}
