package dev.hearth.gateway.http.oidc;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.gateway.TestTokens;
import dev.hearth.gateway.team.identity.AccessToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens of an OpenID provider, good ones and those that somebody has tampered with. */
@QuarkusTest
@TestProfile(WithProvider.class)
@QuarkusTestResource(value = ProviderResource.class, restrictToAnnotatedClass = true)
class ProviderTokensTest {
  private static final Consumer<ObjectNode> AS_IT_IS = claims -> {};

  SmallProvider provider;

  @Inject AccessToken gatewayToken;
  @Inject TestTokens tokens;

  private static ValidatableResponse with(String authorization) {
    return given().header("Authorization", authorization).get("/api/me").then();
  }

  private static void refused(String token) {
    with("Bearer " + token).statusCode(403).body("message", equalTo("Forbidden"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "token "})
  void aTokenIsTakenInTheHeaderAsAnyJupyterClientWritesIt(String scheme) {
    with(scheme + provider.accessToken("anna", List.of("ml-a")))
        .statusCode(200)
        .body("identity.username", equalTo("anna"));
  }

  @Test
  void aTokenIsTakenInTheQuery() {
    given()
        .queryParam("token", provider.accessToken("anna", List.of("ml-a")))
        .get("/api/me")
        .then()
        .statusCode(200)
        .body("identity.username", equalTo("anna"));
  }

  @Test
  void groupsAreTeams() {
    given()
        .header("Authorization", "Bearer " + provider.accessToken("anna", List.of("ml-a", "x")))
        .body("{\"name\":\"echo\"}")
        .post("/api/kernels")
        .then()
        .statusCode(201);
  }

  @Test
  void whoIsInNoTeamIsToldSo() {
    given()
        .header("Authorization", "Bearer " + provider.accessToken("nora", List.of("visitors")))
        .body("{\"name\":\"echo\"}")
        .post("/api/kernels")
        .then()
        .statusCode(403)
        .body("message", containsString("You are known here as nora, but in none of the teams"));
  }

  @Test
  void anyOfTheConfiguredAudiencesWillDo() {
    with("Bearer " + provider.signed(claims -> claims.put("aud", "hearth-api"))).statusCode(200);
  }

  @Test
  void aTokenWithoutANameNamesItsSubject() {
    with("Bearer " + provider.signed(claims -> claims.remove("preferred_username")))
        .statusCode(200)
        .body("identity.username", equalTo("subject-of-anna"));
  }

  @Test
  void aNameWithBlanksIsRefusedInWords() {
    with("Bearer " + provider.signed(claims -> claims.put("preferred_username", "An Na")))
        .statusCode(403)
        .body("message", containsString("hearth.auth.oidc.user-claim"));
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() {
    refused(provider.signed(claims -> claims.put("iss", "https://evil.example.org")));
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    refused(provider.signed(claims -> claims.put("aud", "account")));
    refused(provider.signed(claims -> claims.remove("aud")));
  }

  @Test
  void anExpiredTokenIsRefusedInWords() {
    long past = Instant.now().minusSeconds(60).getEpochSecond();
    with("Bearer " + provider.signed(claims -> claims.put("exp", past)))
        .statusCode(403)
        .body("message", containsString("has expired"));
  }

  @Test
  void aTokenWithoutAnEndIsRefused() {
    refused(provider.signed(claims -> claims.remove("exp")));
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    refused(SmallProvider.header("none", "one") + "." + provider.claims(AS_IT_IS) + ".");
    String signed = provider.signed(AS_IT_IS);
    refused(signed.substring(0, signed.lastIndexOf('.') + 1));
  }

  @Test
  void aTamperedTokenIsRefused() {
    String[] good = provider.accessToken("anna", List.of()).split("\\.");
    String other = provider.claims(claims -> claims.put("preferred_username", "root"));
    refused(good[0] + "." + other + "." + good[2]);
  }

  @Test
  void aTokenSignedWithAnotherKeyIsRefused() {
    refused(provider.signed("RS256", "one", SmallProvider.newKeys(), AS_IT_IS));
    refused(provider.signed("RS256", "two", SmallProvider.newKeys(), AS_IT_IS));
  }

  /** Everybody has the public key; it must not be taken for a shared secret. */
  @Test
  void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(provider.keyPair().getPublic().getEncoded(), "HmacSHA256"));
    String content = SmallProvider.header("HS256", "one") + "." + provider.claims(AS_IT_IS);
    byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    refused(content + "." + SmallProvider.base64(signature));
  }

  /** It is made for the client that signs somebody in, and travels in URLs when they sign out. */
  @Test
  void anIdTokenIsNoAccessToken() {
    refused(provider.signed(claims -> claims.put("typ", "ID")));
    refused(provider.signed(claims -> claims.put("at_hash", "x")));
  }

  @Test
  void wrongTokensLockNobodyOut() {
    for (int i = 0; i < 20; i++) {
      refused(provider.signed(claims -> claims.put("aud", "account")));
    }
    with("Bearer " + provider.accessToken("anna", List.of("ml-a"))).statusCode(200);
  }

  @Test
  void theGatewaysOwnTokensAreNoneOfTheProviders() {
    with("Bearer " + gatewayToken.reveal()).statusCode(200);
    with("Bearer " + tokens.of("ben", "emr-ml-team-b"))
        .statusCode(200)
        .body("identity.username", equalTo("ben"));
    with("Bearer nonsense").statusCode(403).body("reason", not(containsString("HEARTH_TOKEN=")));
  }
}
