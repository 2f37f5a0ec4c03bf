package dev.hearth.gateway.jupyter;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.hearth.gateway.team.identity.AccessToken;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class JupyterApiTest {
  private static final String TIMESTAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  @Inject AccessToken token;

  private RequestSpecification user() {
    return given().header("Authorization", "token " + token.reveal());
  }

  private String echo() {
    return user()
        .body("{\"name\":\"echo\"}")
        .post("/api/kernels")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  void theVersionNeedsNoToken() {
    given().get("/api").then().statusCode(200).body("version", notNullValue());
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/kernels",
    "/api/kernelspecs",
    "/api/sessions",
    "/api/status",
    "/api/me",
    "/q/openapi"
  })
  void everythingElseDoes(String path) {
    given()
        .get(path)
        .then()
        .statusCode(403)
        .contentType(ContentType.JSON)
        .body("message", equalTo("Forbidden"))
        .body("reason", containsString("HEARTH_TOKEN"))
        .body("traceback", equalTo(""));
    given().header("Authorization", "token wrong").get(path).then().statusCode(403);
  }

  @Test
  void theTokenMayStandWhereJupyterClientsPutIt() {
    given().queryParam("token", token.reveal()).get("/api/kernels").then().statusCode(200);
    given()
        .header("Authorization", "Bearer " + token.reveal())
        .get("/api/kernels")
        .then()
        .statusCode(200);
    given()
        .auth()
        .preemptive()
        .basic("anybody", token.reveal())
        .get("/api/kernels")
        .then()
        .statusCode(200);
  }

  @Test
  void aPageOfAnotherSiteCannotUseAPasswordThatTheBrowserRemembers() {
    given()
        .auth()
        .preemptive()
        .basic("anybody", token.reveal())
        .header("Origin", "https://evil.example.org")
        .post("/api/kernels")
        .then()
        .statusCode(403);
  }

  @Test
  void aPreflightNeedsNoTokenAndNamesNoForeignOrigin() {
    given()
        .header("Origin", "https://evil.example.org")
        .options("/api/kernels")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Headers", containsString("authorization"))
        .header("Access-Control-Allow-Origin", nullValue());
  }

  @Test
  void aKernelIsStartedFoundInterruptedRestartedAndDeleted() {
    String id =
        user()
            .contentType(ContentType.JSON)
            .body(
                "{\"name\":\"echo\",\"env\":{\"KERNEL_USERNAME\":\"bob\","
                    + "\"KERNEL_LAUNCH_TIMEOUT\":\"40\"}}")
            .post("/api/kernels?1795212213000")
            .then()
            .statusCode(201)
            .header("Location", containsString("/api/kernels/"))
            .body("name", equalTo("echo"))
            .body("last_activity", matchesPattern(TIMESTAMP))
            .body("execution_state", notNullValue())
            .body("connections", equalTo(0))
            .extract()
            .path("id");
    await()
        .untilAsserted(
            () ->
                user()
                    .get("/api/kernels/" + id)
                    .then()
                    .statusCode(200)
                    .body("execution_state", equalTo("idle")));
    user().get("/api/kernels").then().statusCode(200).body("id", hasItem(id));
    user().post("/api/kernels/" + id + "/interrupt").then().statusCode(204);
    user()
        .body("{}")
        .post("/api/kernels/" + id + "/restart")
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("name", equalTo("echo"));
    user().delete("/api/kernels/" + id).then().statusCode(204);
    user()
        .get("/api/kernels/" + id)
        .then()
        .statusCode(404)
        .body("message", containsString(id))
        .body("traceback", equalTo(""));
    user().delete("/api/kernels/" + id).then().statusCode(404);
  }

  @Test
  void aKernelMayHaveAnIdOfTheClientsChoice() {
    String id = UUID.randomUUID().toString();
    String body = "{\"name\":\"echo\",\"kernel_id\":\"" + id + "\"}";
    for (int i = 0; i < 2; i++) {
      user().body(body).post("/api/kernels").then().statusCode(201).body("id", equalTo(id));
    }
    user()
        .body("{\"name\":\"sql\",\"kernel_id\":\"" + id + "\"}")
        .post("/api/kernels")
        .then()
        .statusCode(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"nothing\"} | 404 | echo",
        "{\"name\": | 400 | not valid JSON",
        "[1] | 400 | JSON object",
        "{\"name\":5} | 400 | 'name'",
        "{\"name\":\"echo\",\"kernel_id\":\"x\"} | 400 | 'kernel_id'",
        "{\"name\":\"echo\",\"env\":[]} | 400 | 'env'",
        "{\"name\":\"echo\",\"env\":{\"KERNEL_X\":5}} | 400 | KERNEL_X",
        "{\"name\":\"echo\",\"env\":{\"KERNEL_TEAM\":\"others\"}} | 400 | KERNEL_TEAM",
        "{\"name\":\"echo\",\"env\":{\"KERNEL_LAUNCH_TIMEOUT\":\"soon\"}} | 400 | KERNEL_LAUNCH_TIMEOUT",
        "{\"name\":\"echo\",\"lease\":1} | 400 | lease",
        "{\"name\":\"echo\",\"lease\":\"long\"} | 400 | lease",
        "{\"name\":\"echo\",\"env\":{\"KERNEL_X\":\"secret\\n\"}} | 400 | KERNEL_X",
        "{\"name\":\"echo\",\"env\":{\"a b\":\"secret\"}} | 400 | 'env'",
      })
  void aBadStartIsExplainedWithoutRepeatingValues(String body, int status, String words) {
    user()
        .body(body)
        .post("/api/kernels")
        .then()
        .statusCode(status)
        .contentType(ContentType.JSON)
        .body("message", containsString(words))
        .body("message", not(containsString("secret")));
  }

  @Test
  void wrongAddressesAndMethodsAreAnsweredInJson() {
    user().get("/api/kernels/no-id").then().statusCode(404).body("message", notNullValue());
    user().get("/api/contents").then().statusCode(404).body("message", notNullValue());
    user().put("/api/kernels").then().statusCode(405).body("message", notNullValue());
  }

  @Test
  void kernelspecsHaveTheShapeThatLabValidates() {
    user()
        .get("/api/kernelspecs")
        .then()
        .statusCode(200)
        .body("default", equalTo("scala"))
        .body("kernelspecs.echo.name", equalTo("echo"))
        .body("kernelspecs.echo.spec.argv", notNullValue())
        .body("kernelspecs.echo.spec.display_name", notNullValue())
        .body("kernelspecs.echo.spec.language", equalTo("text"))
        .body("kernelspecs.echo.spec.interrupt_mode", equalTo("message"));
    user().get("/api/kernelspecs/echo").then().statusCode(200).body("name", equalTo("echo"));
    user().get("/api/kernelspecs/none").then().statusCode(404);
  }

  @Test
  void theGatewayClientsMangledRequestForOneKernelspecIsUnderstood() {
    user()
        .get("/api/kernelspecs?user=bob/echo")
        .then()
        .statusCode(200)
        .body("name", equalTo("echo"));
    user().get("/api/kernelspecs?user=bob").then().body("default", equalTo("scala"));
  }

  @ParameterizedTest
  @CsvSource({"scala", "sql", "echo"})
  void kernelspecsHaveLogos(String name) {
    user()
        .get("/kernelspecs/" + name + "/logo-64x64.png")
        .then()
        .statusCode(200)
        .contentType("image/png");
    user().head("/kernelspecs/" + name + "/logo-svg.svg").then().statusCode(200);
    user().get("/kernelspecs/" + name + "/kernel.js").then().statusCode(404);
  }

  @Test
  void statusAndIdentity() {
    echo();
    user()
        .get("/api/status")
        .then()
        .statusCode(200)
        .body("started", matchesPattern(TIMESTAMP))
        .body("last_activity", matchesPattern(TIMESTAMP))
        .body("kernels", notNullValue())
        .body("connections", notNullValue());
    user()
        .queryParam("permissions", "{\"kernels\":[\"execute\",\"read\"],\"terminals\":[\"read\"]}")
        .get("/api/me")
        .then()
        .statusCode(200)
        .body("identity.username", equalTo(System.getProperty("user.name")))
        .body("permissions.kernels", hasItem("execute"))
        .body("permissions.terminals.size()", equalTo(0));
    user().queryParam("permissions", "{").get("/api/me").then().statusCode(400);
  }

  @Test
  void aNotebookIsAttachedToOneKernel() {
    String path = UUID.randomUUID() + ".ipynb";
    String body =
        "{\"path\":\""
            + path
            + "\",\"name\":\"n\",\"type\":\"notebook\",\"kernel\":{\"name\":\"echo\"}}";
    String id =
        user()
            .body(body)
            .post("/api/sessions")
            .then()
            .statusCode(201)
            .header("Location", containsString("/api/sessions/"))
            .body("path", equalTo(path))
            .body("kernel.name", equalTo("echo"))
            .body("notebook.path", equalTo(path))
            .extract()
            .path("id");
    user().body(body).post("/api/sessions").then().statusCode(201).body("id", equalTo(id));
    user().get("/api/sessions").then().body("id", hasItem(id));
    String kernel = user().get("/api/sessions/" + id).then().extract().path("kernel.id");

    user()
        .body("{\"path\":\"new-" + path + "\",\"kernel\":{\"name\":\"echo\"}}")
        .patch("/api/sessions/" + id)
        .then()
        .statusCode(200)
        .body("path", equalTo("new-" + path))
        .body("kernel.id", not(equalTo(kernel)));
    await().untilAsserted(() -> user().get("/api/kernels/" + kernel).then().statusCode(404));

    String second = user().get("/api/sessions/" + id).then().extract().path("kernel.id");
    user().delete("/api/sessions/" + id).then().statusCode(204);
    user().get("/api/sessions/" + id).then().statusCode(404);
    user().get("/api/kernels/" + second).then().statusCode(404);
  }

  @Test
  void aSessionWhoseKernelWasDeletedIsGone() {
    String kernel = echo();
    String id =
        user()
            .body(
                "{\"path\":\""
                    + UUID.randomUUID()
                    + "\",\"type\":\"console\",\"kernel\":{\"id\":\""
                    + kernel
                    + "\"}}")
            .post("/api/sessions")
            .then()
            .statusCode(201)
            .body("kernel.id", equalTo(kernel))
            .extract()
            .path("id");
    user().delete("/api/kernels/" + kernel).then().statusCode(204);
    user().get("/api/sessions").then().body("id", not(hasItem(id)));
    user().get("/api/sessions/" + id).then().statusCode(404);
  }

  @Test
  void aBadSessionIsExplained() {
    user()
        .body("{\"type\":\"notebook\"}")
        .post("/api/sessions")
        .then()
        .statusCode(400)
        .body("message", containsString("'path'"));
    user()
        .body("{\"path\":\"x\"}")
        .post("/api/sessions")
        .then()
        .statusCode(400)
        .body("message", containsString("'type'"));
    user()
        .body("{\"path\":\"x\",\"type\":\"notebook\",\"kernel\":{\"name\":\"none\"}}")
        .post("/api/sessions")
        .then()
        .statusCode(501)
        .body("short_message", containsString("kernelspec"));
  }

  @Test
  void theJournalCanBeReadInPagesAndErrorsThereAreProblems() {
    String id = echo();
    await()
        .untilAsserted(
            () ->
                user()
                    .get("/api/hearth/kernels/" + id + "/journal?since=0&limit=1")
                    .then()
                    .statusCode(200)
                    .body("last", equalTo(2))
                    .body("next", equalTo(1))
                    .body("messages[0].header.msg_type", equalTo("status")));
    user()
        .get("/api/hearth/kernels/" + id + "/journal/2")
        .then()
        .body("content.execution_state", equalTo("idle"));
    user()
        .get("/api/hearth/kernels/" + id + "/journal/77")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("title", containsString("77"));
    user().get("/api/hearth/kernels/" + id + "/journal?since=x").then().statusCode(400);
  }

  @Test
  void theApiDescribesItself() {
    user().get("/q/openapi").then().statusCode(200).body(containsString("/api/kernels"));
  }
}
