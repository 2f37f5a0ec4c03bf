package dev.hearth.gateway.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;

import dev.hearth.gateway.TestTokens;
import dev.hearth.gateway.TwoTeams;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionTerms;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The sessions of a user over REST. No driver is built for these tests: sessions fail to start. */
@QuarkusTest
@TestProfile(TwoTeams.class)
class HearthSessionsTest {
  @Inject TestTokens tokens;
  @Inject Sessions sessions;

  private RequestSpecification user() {
    return given().header("Authorization", "token " + tokens.of("ada", "emr-ml-team-a"));
  }

  @Test
  void aSessionThatIsNobodysOrSomebodyElsesIsNotThere() {
    Session other =
        sessions.start(
            "local",
            new Principal("eve", new TeamName("emr-ml-team-b")),
            new SessionTerms(ShareLevel.TEAM, Optional.of("hers"), Map.of()));
    for (String id :
        new String[] {"nonsense", UUID.randomUUID().toString(), other.id().toString()}) {
      String path = "/api/hearth/sessions/" + id;
      user().get(path).then().statusCode(404);
      user().delete(path).then().statusCode(404);
      user()
          .contentType("application/json")
          .body("{\"name\":\"scala\"}")
          .post(path + "/kernels")
          .then()
          .statusCode(404);
      user().body("jar").put(path + "/files/a.jar").then().statusCode(404);
      user().get(path + "/files").then().statusCode(404);
    }
    user().get("/api/hearth/sessions").then().statusCode(200).body("$", empty());
    sessions.stop(other.id(), "the test is over");
  }
}
