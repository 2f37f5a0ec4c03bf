package dev.hearth.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.TestTokens;
import dev.hearth.gateway.TwoTeams;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.identity.AccessToken;
import dev.hearth.protocol.message.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks every route and socket of the running application, as its OpenAPI document and its router
 * list them, with every kind of caller. A route without a rule fails here.
 */
@QuarkusTest
@TestProfile(TwoTeams.class)
class EveryRouteTest {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head");

  @Inject TestTokens tokens;
  @Inject AccessToken gatewayToken;
  @Inject Router router;

  /** A route as a client addresses it. */
  private record Endpoint(String method, String path) {
    /** With what the templates stand for. */
    String filled(String id) {
      return path.replaceAll("\\{[^}]*}", id);
    }
  }

  private Set<Endpoint> endpoints() {
    Set<Endpoint> endpoints = new LinkedHashSet<>(resources());
    endpoints.addAll(sockets());
    return endpoints;
  }

  private List<Endpoint> resources() {
    String document =
        given()
            .header("Authorization", "token " + gatewayToken.reveal())
            .get("/q/openapi?format=json")
            .asString();
    List<Endpoint> endpoints = new ArrayList<>();
    JsonNode paths = json(document).path("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            endpoints.add(
                                new Endpoint(method.toUpperCase(Locale.ROOT), path.getKey()));
                          }
                        }));
    return endpoints;
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What stands on the router beside the resources: WebSockets. */
  private List<Endpoint> sockets() {
    return router.getRoutes().stream()
        .map(Route::getPath)
        .filter(path -> path != null && !path.equals("/") && !path.endsWith("/"))
        .map(path -> path.replaceAll(":([A-Za-z]+)", "{$1}").replaceAll("/?\\*$", ""))
        .filter(path -> !path.isEmpty() && !path.equals("/api"))
        .map(path -> new Endpoint("GET", path))
        .distinct()
        .toList();
  }

  @Test
  void theWalkSeesResourcesAndSockets() {
    assertThat(endpoints())
        .contains(
            new Endpoint("POST", "/api/kernels"),
            new Endpoint("GET", "/api/hearth/teams/{name}"),
            new Endpoint("GET", "/api/kernels/{id}/channels"))
        .hasSizeGreaterThan(30);
    assertThat(endpoints()).anyMatch(endpoint -> endpoint.path().startsWith("/api/hearth/link/"));
  }

  @TestFactory
  Stream<DynamicTest> everyRouteHasARule() {
    return endpoints().stream()
        .map(
            endpoint ->
                DynamicTest.dynamicTest(
                    endpoint.toString(),
                    () ->
                        assertThat(requirement(endpoint)).as("rule of %s", endpoint).isPresent()));
  }

  private static Optional<Requirement> requirement(Endpoint endpoint) {
    return RouteRules.of(endpoint.method(), endpoint.filled("x"));
  }

  @Test
  void everyRuleIsOfARouteThatIsThere() {
    Set<String> there = new TreeSet<>();
    endpoints().forEach(endpoint -> there.add(endpoint.method() + " " + endpoint.filled("*")));
    // Those of the sign-in are there where it is on: see BrowserSessionTest.
    assertThat(RouteRules.all())
        .filteredOn(rule -> rule.requirement() != Requirement.SIGN_IN)
        .extracting(rule -> rule.method() + " " + rule.path())
        .filteredOn(rule -> !rule.contains(" /q/") && !rule.endsWith(" /api"))
        .allMatch(there::contains);
  }

  @TestFactory
  Stream<DynamicTest> whoHasNoCredentialGetsNowhere() {
    return forEachGuarded(
        endpoint -> {
          Response nothing = send(given(), endpoint, UUID.randomUUID().toString());
          assertThat(nothing.statusCode()).isEqualTo(403);
          Response wrong = send(as("hearth_000000000000_" + "0".repeat(60)), endpoint, "x");
          assertThat(wrong.statusCode()).isIn(403, 429);
        });
  }

  @TestFactory
  Stream<DynamicTest> aCredentialForReadingChangesNothing() {
    String reader = tokens.of("reader", "emr-ml-team-a", Role.ADMIN, Scope.READ);
    return forEachGuarded(
        endpoint -> {
          int status = send(as(reader), endpoint, UUID.randomUUID().toString()).statusCode();
          if (requirement(endpoint).orElseThrow() == Requirement.READ) {
            assertThat(status).isNotIn(403, 405, 500);
          } else {
            assertThat(status).isEqualTo(403);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsTheOperatorsIsNoAdminsToDo() {
    String admin = tokens.of("adi", "emr-ml-team-a", Role.ADMIN, Scope.FULL);
    return forEachGuarded(
        endpoint -> {
          boolean operators = requirement(endpoint).orElseThrow() == Requirement.OPERATOR;
          int status = send(as(admin), endpoint, UUID.randomUUID().toString()).statusCode();
          int operator =
              send(as(gatewayToken.reveal()), endpoint, UUID.randomUUID().toString()).statusCode();
          assertThat(status == 403).isEqualTo(operators);
          assertThat(operator != 403 || !operators).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> aCredentialForMetricsReadsMetricsOnly() {
    String monitor = tokens.of("prometheus", "emr-ml-team-a", Role.ANALYST, Scope.METRICS);
    return forEachGuarded(
        endpoint -> {
          int status = send(as(monitor), endpoint, UUID.randomUUID().toString()).statusCode();
          if (requirement(endpoint).orElseThrow() == Requirement.METRICS) {
            assertThat(status).isNotEqualTo(403);
          } else {
            assertThat(status).isEqualTo(403);
          }
        });
  }

  /** Of another team, of a teammate and of nobody: what is not yours to see looks the same. */
  @TestFactory
  Stream<DynamicTest> whatIsNotTheirsDoesNotExistForThem() {
    String owner = tokens.of("ada", "emr-ml-team-a");
    String kernel =
        as(owner).body("{\"name\":\"echo\"}").post("/api/kernels").jsonPath().getString("id");
    String session =
        as(owner)
            .body(
                "{\"path\":\"a.ipynb\",\"type\":\"notebook\",\"kernel\":{\"id\":\""
                    + kernel
                    + "\"}}")
            .post("/api/sessions")
            .jsonPath()
            .getString("id");
    List<String> strangers =
        List.of(
            tokens.of("eve", "emr-ml-team-b", Role.ADMIN, Scope.FULL),
            tokens.of("ada", "emr-ml-team-b"),
            tokens.of("bob", "emr-ml-team-a"));
    return guarded()
        .filter(endpoint -> endpoint.path().contains("{"))
        .flatMap(
            endpoint ->
                strangers.stream()
                    .map(
                        stranger ->
                            DynamicTest.dynamicTest(
                                endpoint + " by stranger " + strangers.indexOf(stranger),
                                () ->
                                    looksLikeNothing(
                                        endpoint,
                                        stranger,
                                        endpoint.path().startsWith("/api/sessions")
                                            ? session
                                            : kernel))));
  }

  private void looksLikeNothing(Endpoint endpoint, String stranger, String id) {
    String nobodys = UUID.randomUUID().toString();
    Response real = send(as(stranger), endpoint, id);
    Response unreal = send(as(stranger), endpoint, nobodys);
    assertThat(real.statusCode()).isEqualTo(unreal.statusCode());
    assertThat(real.statusCode()).isIn(400, 404);
    assertThat(real.asString().replace(id, "ID"))
        .isEqualTo(unreal.asString().replace(nobodys, "ID"));
    assertThat(real.headers().asList().stream().map(header -> header.getName()).toList())
        .isEqualTo(unreal.headers().asList().stream().map(header -> header.getName()).toList());
  }

  @Test
  void listsShowNothingOfOtherTeams() {
    String owner = tokens.of("ada", "emr-ml-team-a");
    String id =
        as(owner).body("{\"name\":\"echo\"}").post("/api/kernels").jsonPath().getString("id");
    String stranger = tokens.of("eve", "emr-ml-team-b", Role.ADMIN, Scope.FULL);
    guarded()
        .filter(endpoint -> endpoint.method().equals("GET") && !endpoint.path().contains("{"))
        .forEach(
            endpoint -> {
              String answer = send(as(stranger), endpoint, "").asString();
              assertThat(answer).as("%s", endpoint).doesNotContain(id).doesNotContain("team-a");
            });
  }

  /** The framework's own routes are not listed; what it may add one day is shut. */
  @ParameterizedTest
  @ValueSource(strings = {"/q/dev-ui", "/q/swagger-ui", "/q/arc", "/q/info", "/q/health-ui", "/"})
  void routesThatTheFrameworkMayAddAreShutUntilTheyHaveARule(String path) {
    assertThat(given().get(path).statusCode()).isEqualTo(403);
    assertThat(as(gatewayToken.reveal()).get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aPathThatNoRuleKnowsLetsNobodyIn() {
    assertThat(given().get("/api/hearth/elsewhere").statusCode()).isEqualTo(403);
    assertThat(as(gatewayToken.reveal()).get("/api/hearth/elsewhere").statusCode()).isEqualTo(404);
    assertThat(as(gatewayToken.reveal()).put("/api/kernels").statusCode()).isEqualTo(405);
  }

  private Stream<DynamicTest> forEachGuarded(Consumer<Endpoint> check) {
    return guarded()
        .map(
            endpoint -> DynamicTest.dynamicTest(endpoint.toString(), () -> check.accept(endpoint)));
  }

  /** Those that ask for a user. */
  private Stream<Endpoint> guarded() {
    return endpoints().stream()
        .filter(endpoint -> requirement(endpoint).flatMap(Requirement::scope).isPresent());
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "token " + token).contentType("application/json");
  }

  private static Response send(RequestSpecification request, Endpoint endpoint, String id) {
    return request.request(endpoint.method(), endpoint.filled(id));
  }
}
