package dev.hearth.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.jupyter.Gateway;
import dev.hearth.gateway.team.identity.AccessToken;
import dev.hearth.protocol.message.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client with a token sends to the REST API, it is done or refused in the documented
 * shape: never a fault of the gateway's, nothing hostile comes back, and everybody's lists stay
 * readable.
 */
@QuarkusTest
class RequestFuzzTest {
  /** {@code -Dhearth.fuzz.tries} and {@code -Dhearth.fuzz.seed} try more, and the same again. */
  private static final int TRIES = Integer.getInteger("hearth.fuzz.tries", 400);

  private static final long SEED = Long.getLong("hearth.fuzz.seed", System.nanoTime());

  private static final int LARGEST = RequestBody.MOST_BYTES;

  private static final Set<Integer> REFUSALS = Set.of(400, 404, 405, 406, 409, 413, 415, 501, 503);

  private static final List<String> TEXTS =
      List.of(
          "\"echo\"",
          "\"scala\\r\\nX-Injected: yes\"",
          "\"\"",
          "\"\\u0000\"",
          "\"\\u001b[2J\"",
          "\"\\u009b2J\"",
          "\"\\ud800\"",
          "\"\\udc00x\\ud800\"",
          "\"\ud83d\udd25/é.ipynb\"",
          "\"../../etc/passwd\"",
          "\"" + "x".repeat(1_024) + "\"",
          "\"" + "x".repeat(1_025) + "\"",
          "\"" + "x".repeat(70_000) + "\"",
          "\"notebook\"",
          "\"<script>alert(1)</script>\"",
          "\"'; drop table kernel; --\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"0-0-0-0-0\"");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "5",
          "60",
          "604800",
          "2147483648",
          "1.5",
          "1e999999999",
          "-1e-999999999",
          "9".repeat(900),
          "9".repeat(5_000),
          "[]",
          "{}",
          "[1,[2,{}]]",
          "[".repeat(150) + "]".repeat(150),
          "[".repeat(100_000),
          "{\"name\":\"echo\"}",
          "{\"path\":\"p\",\"name\":7}",
          "{\"KERNEL_X\":\"a\\nb\"}",
          "{\"KERNEL_X\":\"\\ud800\"}",
          "{\"a\\u001b[2J\":5}",
          "{\"a\\u0000\":\"x\"}",
          "{\"KERNEL_LAUNCH_TIMEOUT\":\"1e9\"}",
          "NaN",
          "nul",
          "'x'",
          "/*x*/1");

  private static final List<String> KEYS =
      List.of(
          "name",
          "name",
          "path",
          "path",
          "type",
          "kernel",
          "notebook",
          "env",
          "lease",
          "kernel_id",
          "id",
          "unknown",
          "\\u0000",
          "__proto__");

  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/json",
          "application/json; charset=utf-16",
          "application/json; charset=nothing",
          "text/plain",
          "application/xml",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          "application",
          ";;;",
          "*/*",
          "");

  private static final List<String> IDS =
      List.of(
          "00000000-0000-0000-0000-000000000000",
          "0-0-0-0-0",
          "no-id",
          "%00",
          "%1b%5b2J",
          "%0d%0aX-Injected:%20yes",
          "%c2%9b2J",
          "%ed%a0%80",
          "%ff",
          "..%2f..%2fetc",
          "x".repeat(2_000),
          "%f0%9f%94%a5",
          ";a=b");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "",
          "x",
          "9223372036854775807",
          "9223372036854775808",
          "1e3",
          "%00",
          "10000",
          "10001",
          "%d9%a1");

  @TestHTTPResource URI root;
  @Inject AccessToken token;

  private Gateway gateway;
  private String kernel;

  @BeforeEach
  void startKernel() {
    gateway = new Gateway(URI.create(root.toString().replaceAll("/$", "")), token.reveal());
    kernel = gateway.echoKernel();
  }

  @AfterEach
  void deleteWhatWasStarted() throws Exception {
    for (String list : List.of("/api/sessions", "/api/kernels")) {
      for (JsonNode one : gateway.get(list)) {
        String path = list + "/" + one.path("id").asText();
        assertThat(send(gateway.request(path).DELETE()).statusCode()).isIn(204, 404);
      }
    }
  }

  @Test
  void bodiesOfAnyKindAreDoneOrRefused() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      String path = address(random);
      byte[] body = body(random);
      HttpRequest.Builder request =
          gateway
              .request(path)
              .method(
                  path.startsWith("/api/sessions/") ? "PATCH" : "POST",
                  HttpRequest.BodyPublishers.ofByteArray(body));
      String type = pick(random, CONTENT_TYPES);
      if (!type.isEmpty()) {
        request.header("Content-Type", type);
      }
      check(send(request), "seed " + SEED + ", try " + i + ": " + path + " " + type, body);
    }
    assertListsCanBeRead();
  }

  private String address(Random random) {
    switch (random.nextInt(10)) {
      case 0:
      case 1:
        return "/api/kernels";
      case 2:
      case 3:
        return "/api/sessions";
      case 4:
        return "/api/sessions/" + pick(random, IDS);
      case 5:
        return "/api/hearth/sessions/" + pick(random, IDS) + "/kernels";
      case 6:
        return "/api/hearth/tokens";
      case 7:
        return "/api/hearth/teams/check";
      case 8:
        return "/api/kernels/" + (random.nextBoolean() ? kernel : pick(random, IDS)) + "/restart";
      default:
        return "/api/kernels/" + (random.nextBoolean() ? kernel : pick(random, IDS)) + "/interrupt";
    }
  }

  @Test
  void addressesAndQueriesOfAnyKindAreAnsweredOrRefused() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      String id = random.nextBoolean() ? kernel : pick(random, IDS);
      String number = pick(random, NUMBERS);
      String path =
          List.of(
                  "/api/kernels/" + id,
                  "/api/sessions/" + id,
                  "/api/kernelspecs/" + id,
                  "/api/kernelspecs?user=a/" + id,
                  "/kernelspecs/" + id + "/" + id,
                  "/api/hearth/sessions/" + id,
                  "/api/hearth/sessions/" + id + "/files",
                  "/api/hearth/kernels/" + id + "/journal?since=" + number,
                  "/api/hearth/kernels/" + id + "/journal?limit=" + number + "&since=0",
                  "/api/hearth/kernels/" + id + "/journal/" + number,
                  "/api/me?permissions=" + percent(body(random)),
                  "/api/hearth/audit?since=" + number + "&limit=" + number,
                  "/api/hearth/audit?from=" + number + "&action=" + id + "&subject=" + id,
                  "/api/hearth/teams/" + id,
                  "/api/" + id)
              .get(random.nextInt(15));
      URI uri;
      try {
        uri = root.resolve(path);
      } catch (IllegalArgumentException e) {
        continue; // this client cannot even say it
      }
      check(
          send(
              HttpRequest.newBuilder(uri).header("Authorization", "token " + token.reveal()).GET()),
          "seed " + SEED + ", try " + i + ": " + path,
          new byte[0]);
    }
    assertListsCanBeRead();
  }

  /** Short enough for a request line. */
  private static String percent(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : Arrays.copyOf(bytes, Math.min(bytes.length, 300))) {
      text.append(String.format("%%%02x", b));
    }
    return text.toString();
  }

  @Test
  void filesOfAnyNameAreStoredOrRefused() throws Exception {
    for (String id : IDS) {
      for (String name : IDS) {
        check(
            send(
                gateway
                    .request("/api/hearth/sessions/" + id + "/files/" + name)
                    .PUT(HttpRequest.BodyPublishers.ofString("x"))),
            id + " " + name,
            new byte[0]);
      }
    }
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return Gateway.http().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void check(HttpResponse<byte[]> response, String what, byte[] sent) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    String context =
        what
            + "\nsent "
            + new String(sent, 0, Math.min(sent.length, 400), StandardCharsets.UTF_8)
            + "\ngot "
            + response.statusCode()
            + " "
            + body;
    assertThat(response.headers().map()).as(context).doesNotContainKey("x-injected");
    if (response.statusCode() / 100 == 2) {
      return;
    }
    assertThat(REFUSALS).as(context).contains(response.statusCode());
    assertThat(response.headers().firstValue("Content-Type").orElse("none"))
        .as(context)
        .matches("application/(problem\\+)?json.*");
    JsonNode error = read(response.body(), context);
    String said = error.path("message").asText() + error.path("title").asText();
    assertThat(said).as(context).isNotBlank().hasSizeLessThan(500);
    assertThat(PlainText.is(said)).as(context).isTrue();
    assertThat(body).as(context).doesNotContain("\\tat ", "Exception", "<script");
  }

  private static JsonNode read(byte[] json, String context) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(context, e);
    }
  }

  private void assertListsCanBeRead() {
    assertThat(gateway.get("/api/kernels")).isNotEmpty();
    gateway.get("/api/sessions");
    gateway.get("/api/status");
    gateway.get("/api/hearth/sessions");
    gateway.get("/api/hearth/kernels/" + kernel + "/journal");
  }

  private static byte[] body(Random random) {
    switch (random.nextInt(10)) {
      case 0:
        byte[] any = new byte[random.nextInt(60)];
        random.nextBytes(any);
        return any;
      case 1:
        return pick(random, VALUES).getBytes(StandardCharsets.UTF_8);
      case 2:
        return damaged(object(random).getBytes(StandardCharsets.UTF_8), random);
      default:
        return object(random).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
  }

  /** Mostly well-formed, so that it comes past the first check. */
  private static String object(Random random) {
    StringBuilder json = new StringBuilder("{\"name\":\"echo\",\"type\":\"notebook\"");
    json.append(",\"path\":\"").append(UUID.randomUUID()).append("\"");
    json.append(",\"kernel\":{\"name\":\"echo\"}");
    for (int i = random.nextInt(3); i >= 0; i--) {
      json.append(",\"").append(pick(random, KEYS)).append("\":");
      json.append(pick(random, random.nextBoolean() ? TEXTS : VALUES));
    }
    return json.append("}").toString();
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private RequestSpecification user() {
    return given().header("Authorization", "token " + token.reveal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/kernels", "/api/sessions"})
  void aBodyBeyondTheLimitIsRefusedWithASentence(String path) {
    user()
        .contentType("application/json")
        .body("{\"unknown\":\"" + "x".repeat(LARGEST) + "\"}")
        .post(path)
        .then()
        .statusCode(413)
        .body("message", containsString("larger than " + LARGEST + " bytes"))
        .body("traceback", equalTo(""));
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedAlsoIfItsLengthIsNotTold() throws Exception {
    byte[] body = new byte[3 * LARGEST];
    Arrays.fill(body, (byte) ' ');
    HttpResponse<byte[]> response =
        send(
            gateway
                .request("/api/kernels")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body))));
    assertThat(response.statusCode()).isEqualTo(413);
    assertListsCanBeRead();
  }

  @Test
  void aBodyAsLargeAsTheLimitIsRead() {
    String start = "{\"name\":\"echo\",\"unknown\":\"";
    String body = start + "x".repeat(LARGEST - start.length() - 2) + "\"}";
    user().contentType("application/json").body(body).post("/api/kernels").then().statusCode(201);
  }

  @Test
  void textsWithControlCharactersOrHalvesOfCharactersAreRefused() {
    for (String bad : List.of("a\\u0000", "a\\nb", "\\u001b[2J", "\\u009b2J", "\\ud800")) {
      for (String key : List.of("path", "name", "type")) {
        String other =
            "{\"path\":\"p\",\"type\":\"notebook\",\"kernel\":{\"name\":\"echo\"},\""
                + key
                + "\":\""
                + bad
                + "\"}";
        user()
            .body(other)
            .post("/api/sessions")
            .then()
            .statusCode(400)
            .body("message", containsString("'" + key + "' has control characters"));
      }
    }
    assertListsCanBeRead();
  }

  @Test
  void whatIsNestedTooDeepIsRefused() {
    int depth = Json.MAX_DEPTH + 1;
    user()
        .body("{\"unknown\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
        .post("/api/kernels")
        .then()
        .statusCode(400);
  }

  @Test
  void anErrorRepeatsAnAddressWithoutWhatTerminalsObey() {
    user()
        .urlEncodingEnabled(false)
        .get("/api/kernels/%1b%5b2J")
        .then()
        .statusCode(404)
        .body("message", equalTo("Kernel does not exist: \ufffd[2J"));
  }

  @Test
  void aJournalHasNoMessageOfNumberZero() {
    user().get("/api/hearth/kernels/" + kernel + "/journal/0").then().statusCode(404);
  }

  @Test
  void anOwnSessionIsAskedForKernelsInTheSameShape() {
    user()
        .contentType("application/json")
        .body("{\"name\":")
        .post("/api/hearth/sessions/" + UUID.randomUUID() + "/kernels")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("title", containsString("not valid JSON"));
  }
}
