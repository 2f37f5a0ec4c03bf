package dev.hearth.gateway.http.oidc;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A gateway without a provider behaves as if there were no such thing. */
@QuarkusTest
class AsleepTest {

  @Test
  void aTokenOfAProviderIsAWrongToken() {
    given()
        .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA")
        .get("/api/kernels")
        .then()
        .statusCode(403)
        .body("reason", containsString("HEARTH_TOKEN"));
  }

  @Test
  void browsersAreSentNowhere() {
    given().accept("text/html").redirects().follow(false).get("/lab").then().statusCode(403);
    given().cookie("q_session_hearth", "x").get("/api/kernels").then().statusCode(403);
    given().get("/api/hearth/login").then().statusCode(404);
    given().get("/api/hearth/logout").then().statusCode(404);
  }
}
