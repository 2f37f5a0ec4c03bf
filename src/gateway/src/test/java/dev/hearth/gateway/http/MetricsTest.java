package dev.hearth.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.TestTokens;
import dev.hearth.gateway.TwoTeams;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TwoTeams.class)
class MetricsTest {
  @Inject TestTokens tokens;

  private String metrics() {
    String monitor = tokens.of("prometheus", "emr-ml-team-a", Role.ANALYST, Scope.METRICS);
    return given()
        .header("Authorization", "Bearer " + monitor)
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void teamsAreLabelsAndUsersAndKernelsAreNot() {
    String ada = tokens.of("ada-of-metrics", "emr-ml-team-a");
    String kernel =
        given()
            .header("Authorization", "token " + ada)
            .body("{\"name\":\"echo\"}")
            .post("/api/kernels")
            .jsonPath()
            .getString("id");
    given().header("Authorization", "token " + ada).get("/api/kernels/" + kernel);

    await().until(() -> metrics().contains("hearth_sessions{team=\"emr-ml-team-a\"}"));
    assertThat(metrics()).doesNotContain(kernel).doesNotContain("ada-of-metrics");
  }
}
