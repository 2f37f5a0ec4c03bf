package dev.hearth.gateway.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.hearth.gateway.TestTokens;
import dev.hearth.gateway.TwoTeams;
import dev.hearth.gateway.jupyter.Client;
import dev.hearth.gateway.jupyter.Gateway;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.identity.AccessToken;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users do is in the audit log, and who may read it. */
@QuarkusTest
@TestProfile(TwoTeams.class)
class AuditTest {
  @TestHTTPResource URI root;
  @Inject TestTokens tokens;
  @Inject AccessToken operator;

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "token " + token).contentType("application/json");
  }

  private Gateway gateway(String user, String team) {
    return new Gateway(URI.create(root.toString().replaceAll("/$", "")), tokens.of(user, team));
  }

  private List<Map<String, Object>> entries(String query) {
    return as(operator.reveal())
        .get("/api/hearth/audit?" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("entries");
  }

  private void awaitEntry(String query) {
    await().until(() -> !entries(query).isEmpty());
  }

  @Test
  void theLifeOfAKernelIsRecorded() {
    Gateway gateway = gateway("ada", "emr-ml-team-a");
    String kernel = gateway.echoKernel();
    try (Client client = gateway.client(kernel).connect()) {
      client.run("hello");
    }
    as(gateway.token()).post("/api/kernels/" + kernel + "/interrupt");
    as(gateway.token()).get("/api/hearth/kernels/" + kernel + "/journal");
    as(gateway.token()).delete("/api/kernels/" + kernel);

    await()
        .untilAsserted(
            () ->
                assertThat(entries("subject=" + kernel))
                    .extracting(entry -> entry.get("action"))
                    .containsSubsequence(
                        "kernel.start",
                        "kernel.attach",
                        "kernel.interrupt",
                        "journal.read",
                        "kernel.stop"));
  }

  @Test
  void whoTriesAnothersKernelIsRecordedThoughTheyAreToldThereIsNone() {
    String kernel = gateway("ada", "emr-ml-team-a").echoKernel();
    as(tokens.of("eve", "emr-ml-team-b")).get("/api/kernels/" + kernel).then().statusCode(404);

    awaitEntry("action=request.denied&user=eve&subject=" + kernel);
    assertThat(entries("action=request.denied&user=eve&subject=" + kernel).get(0))
        .containsEntry("team", "emr-ml-team-a")
        .containsEntry("outcome", "denied");
  }

  @Test
  void cellsAreKeptForTheTeamThatWantsItAndForNoOther() {
    for (String team : List.of("emr-ml-team-a", "emr-ml-team-b")) {
      Gateway gateway = gateway("zed", team);
      try (Client client = gateway.client(gateway.echoKernel()).connect()) {
        client.run("of " + team);
      }
    }
    awaitEntry("action=cell.run&user=zed");
    assertThat(entries("action=cell.run&user=zed"))
        .extracting(entry -> String.valueOf(entry.get("details")))
        .singleElement()
        .asString()
        .contains("source=of emr-ml-team-b");
  }

  @Test
  void wrongCredentialsAreRecordedOnceAndWithoutThem() {
    String wrong = "hearth_abcdefabcdef_" + "2".repeat(60);
    for (int i = 0; i < 3; i++) {
      as(wrong).get("/api/kernels").then().statusCode(403);
    }
    awaitEntry("action=login.failed");
    assertThat(entries("action=login.failed").toString()).doesNotContain("abcdefabcdef");
  }

  @Test
  void tokensAreRecordedWhenMadeUsedAndRevoked() {
    String admin = tokens.of("adi", "emr-ml-team-a", Role.ADMIN, Scope.FULL);
    String id =
        as(admin)
            .body("{\"name\":\"x\",\"user\":\"bob\"}")
            .post("/api/hearth/tokens")
            .jsonPath()
            .getString("id");
    as(admin).delete("/api/hearth/tokens/" + id).then().statusCode(204);
    await()
        .untilAsserted(
            () ->
                assertThat(entries("subject=" + id))
                    .extracting(entry -> entry.get("action"))
                    .containsExactly("token.create", "token.revoke"));
    awaitEntry("action=token.use&user=adi");
  }

  @Test
  void adminsReadTheirTeamsEntriesAndNoOthers() {
    gateway("ada", "emr-ml-team-a").echoKernel();
    gateway("eve", "emr-ml-team-b").echoKernel();
    awaitEntry("action=kernel.start&user=eve");

    String admin = tokens.of("adi", "emr-ml-team-a", Role.ADMIN, Scope.FULL);
    as(admin)
        .get("/api/hearth/audit")
        .then()
        .statusCode(200)
        .body("entries.team", everyItem(equalTo("emr-ml-team-a")));
    as(tokens.of("ada", "emr-ml-team-a")).get("/api/hearth/audit").then().statusCode(403);
    as(tokens.of("lea", "emr-ml-team-a", Role.LEAD, Scope.FULL))
        .get("/api/hearth/audit")
        .then()
        .statusCode(403);
  }

  @Test
  void theOperatorVerifiesTheWhole() {
    as(operator.reveal())
        .get("/api/hearth/audit/verification")
        .then()
        .statusCode(200)
        .body("intact", equalTo(true));
    as(tokens.of("adi", "emr-ml-team-a", Role.ADMIN, Scope.FULL))
        .get("/api/hearth/audit/verification")
        .then()
        .statusCode(403);
  }

  @Test
  void aWrongQueryIsExplained() {
    for (String query :
        new String[] {
          "since=x", "limit=0", "limit=5000", "from=today", "action=fly", "outcome=x"
        }) {
      as(operator.reveal()).get("/api/hearth/audit?" + query).then().statusCode(400);
    }
  }
}
