package dev.hearth.gateway.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

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
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access tokens by name, and who in a team may do what with what is not theirs. */
@QuarkusTest
@TestProfile(TwoTeams.class)
class TokensTest {
  private static final String TOKENS = "/api/hearth/tokens";

  @TestHTTPResource URI root;
  @Inject TestTokens tokens;
  @Inject AccessToken operator;
  @Inject Jdbi jdbi;

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "token " + token).contentType("application/json");
  }

  private Gateway gateway(String token) {
    return new Gateway(URI.create(root.toString().replaceAll("/$", "")), token);
  }

  private String analyst() {
    return tokens.of("ada", "emr-ml-team-a");
  }

  private JsonPath make(String by, String body) {
    return as(by).body(body).post(TOKENS).then().statusCode(201).extract().jsonPath();
  }

  @Test
  void theOperatorMakesTokensForTheUsersOfATeam() {
    JsonPath made =
        make(
            operator.reveal(),
            "{\"name\":\"laptop\",\"user\":\"zoe\",\"team\":\"emr-ml-team-a\",\"expires_in\":3600}");
    as(made.getString("token"))
        .get("/api/me")
        .then()
        .statusCode(200)
        .body("identity.username", equalTo("zoe"));
  }

  @Test
  void usersMakeTokensForThemselvesWhichGiveNoMoreThanTheyHave() {
    JsonPath made = make(analyst(), "{\"name\":\"nightly\",\"scope\":\"read\"}");
    assertThat(made.getString("user")).isEqualTo("ada");
    String reader = made.getString("token");
    as(reader).get("/api/kernels").then().statusCode(200);
    as(reader)
        .body("{\"name\":\"echo\"}")
        .post("/api/kernels")
        .then()
        .statusCode(403)
        .body("reason", containsString("scope is read"));
    as(reader).body("{\"name\":\"more\"}").post(TOKENS).then().statusCode(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"x\",\"role\":\"lead\"} | 403",
        "{\"name\":\"x\",\"user\":\"bob\"} | 403",
        "{\"name\":\"x\",\"team\":\"emr-ml-team-b\"} | 403",
        "{\"name\":\"x\",\"team\":\"no-such-team\"} | 403",
        "{\"name\":\"x\",\"scope\":\"metrics\"} | 403",
        "{\"name\":\"x\",\"scope\":\"everything\"} | 400",
        "{\"name\":\"x\",\"role\":\"boss\"} | 400",
        "{\"name\":\"x\",\"expires_in\":0} | 400",
        "{\"name\":\"x\",\"expires_in\":99999999999} | 400",
        "{\"name\":\"a\\nb\"} | 400",
        "{} | 400"
      })
  void moreIsRefused(String body, int status) {
    as(analyst()).body(body).post(TOKENS).then().statusCode(status);
  }

  @Test
  void anAdminMakesAndSeesTheTokensOfTheTeamAndOfNoOther() {
    String admin = tokens.of("adi", "emr-ml-team-a", Role.ADMIN, Scope.FULL);
    tokens.of("eve", "emr-ml-team-b");
    make(admin, "{\"name\":\"for bob\",\"user\":\"bob\",\"role\":\"lead\"}");
    as(admin)
        .get(TOKENS)
        .then()
        .body("name", hasItem("for bob"))
        .body("team", everyItem(equalTo("emr-ml-team-a")));
    as(analyst()).get(TOKENS).then().body("user", everyItem(equalTo("ada")));
  }

  @Test
  void theSecretIsShownOnceAndKeptNowhere() {
    JsonPath made = make(analyst(), "{\"name\":\"once\"}");
    String token = made.getString("token");
    String secret = token.substring(token.lastIndexOf('_') + 1);
    as(analyst())
        .get(TOKENS)
        .then()
        .body("id", hasItem(made.getString("id")))
        .body(not(containsString(secret)));
    String row =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select * from access_token where id = :id")
                    .bind("id", made.getString("id"))
                    .mapToMap()
                    .one()
                    .toString());
    assertThat(row).doesNotContain(secret);
  }

  @Test
  void aRevokedTokenIsRefusedAtOnceAndItsSocketsAreClosed() {
    JsonPath made = make(analyst(), "{\"name\":\"short-lived\"}");
    Gateway gateway = gateway(made.getString("token"));
    try (Client client = gateway.client(gateway.echoKernel()).connect()) {
      client.run("hello");

      as(analyst()).delete(TOKENS + "/" + made.getString("id")).then().statusCode(204);

      as(made.getString("token")).get("/api/kernels").then().statusCode(403);
      assertThat(client.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void anExpiredTokensSocketIsClosed() {
    JsonPath made = make(analyst(), "{\"name\":\"two seconds\",\"expires_in\":3}");
    Gateway gateway = gateway(made.getString("token"));
    try (Client client = gateway.client(gateway.echoKernel()).connect()) {
      assertThat(client.closeCode()).isEqualTo(1008);
    }
    as(made.getString("token")).get("/api/kernels").then().statusCode(403);
  }

  @Test
  void whatWasMadeWithATokenEndsWithIt() {
    JsonPath parent = make(analyst(), "{\"name\":\"parent\",\"expires_in\":3600}");
    JsonPath child = make(parent.getString("token"), "{\"name\":\"child\"}");
    JsonPath grandchild = make(child.getString("token"), "{\"name\":\"grandchild\"}");
    assertThat(child.getString("expires_at")).isEqualTo(parent.getString("expires_at"));

    as(analyst()).delete(TOKENS + "/" + parent.getString("id")).then().statusCode(204);

    as(grandchild.getString("token")).get("/api/kernels").then().statusCode(403);
  }

  @Test
  void anAdminMakesNoTokenForWhoIsNotNamedInTheTeam() {
    String admin = tokens.of("adi", "emr-ml-team-a", Role.ADMIN, Scope.FULL);
    as(admin).body("{\"name\":\"x\",\"user\":\"carol\"}").post(TOKENS).then().statusCode(403);
  }

  @Test
  void somebodyElsesTokenCannotBeRevokedNorFoundOut() {
    JsonPath made = make(analyst(), "{\"name\":\"mine\"}");
    String eve = tokens.of("eve", "emr-ml-team-b", Role.ADMIN, Scope.FULL);
    as(eve).delete(TOKENS + "/" + made.getString("id")).then().statusCode(404);
    as(eve).delete(TOKENS + "/000000000000").then().statusCode(404);
    as(made.getString("token")).get("/api/kernels").then().statusCode(200);
  }

  @Test
  void aLeadSeesAndStopsAKernelOfTheTeamAndReadsNothingOfIt() {
    String kernel = gateway(analyst()).echoKernel();
    String lead = tokens.of("lea", "emr-ml-team-a", Role.LEAD, Scope.FULL);

    as(lead).get("/api/kernels/" + kernel).then().statusCode(200);
    as(lead).get("/api/kernels").then().body("id", not(hasItem(kernel)));
    as(lead).get("/api/hearth/kernels/" + kernel + "/journal").then().statusCode(403);
    as(lead).post("/api/kernels/" + kernel + "/interrupt").then().statusCode(403);
    assertThat(gateway(lead).client(kernel).session(UUID.randomUUID().toString()).refusal())
        .isEqualTo(403);
    as(lead).delete("/api/kernels/" + kernel).then().statusCode(204);
    as(analyst()).get("/api/kernels/" + kernel).then().statusCode(404);
  }

  @Test
  void whoIsInSeveralTeamsNamesTheOneForWhichTheyStart() {
    as(analyst())
        .body("{\"name\":\"echo\",\"env\":{\"KERNEL_TEAM\":\"emr-ml-team-b\"}}")
        .post("/api/kernels")
        .then()
        .statusCode(400)
        .body("message", containsString("Yours: emr-ml-team-a"))
        .body("message", not(containsString("team-b")));
  }
}
