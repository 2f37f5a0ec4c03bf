package dev.hearth.gateway.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.hearth.gateway.team.identity.AccessToken;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityHeadersTest {
  @Inject AccessToken token;

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/kernels", "/api/nothing", "/q/health", "/kernelspecs/x/y"})
  void standOnEveryAnswer(String path) {
    for (String credential : new String[] {token.reveal(), "wrong"}) {
      given()
          .header("Authorization", "token " + credential)
          .get(path)
          .then()
          .header("X-Content-Type-Options", equalTo("nosniff"))
          .header("X-Frame-Options", equalTo("DENY"))
          .header("Referrer-Policy", equalTo("no-referrer"))
          .header("Content-Security-Policy", containsString("default-src 'none'"))
          .header("Cache-Control", equalTo("no-store"));
    }
  }

  @Test
  void pagesMayTalkToTheGatewayAndToNobodyElse() {
    given()
        .get("/lab")
        .then()
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"})
  void headersOfAProxyThatIsNotTrustedCountForNothing(String header) {
    given()
        .header(header, header.equals("Forwarded") ? "proto=https" : "https")
        .get("/api")
        .then()
        .statusCode(200)
        .header("Strict-Transport-Security", nullValue());
  }
}
