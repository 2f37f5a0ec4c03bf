package dev.hearth.e2e.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.e2e.Command;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.RawClient;
import dev.hearth.e2e.Received;
import dev.hearth.e2e.identity.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions on EMR on EKS, from StartJobRun on the wire to cells in a real driver and its end, with
 * what may go wrong between: two teams, a gateway, and the stand-in of AWS and Kubernetes.
 */
@Timeout(600)
class EmrSessionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START = Duration.ofSeconds(180);
  private static final String INTRUDERS = "emr-ml-team-x";

  @TempDir static Path temp;
  private static DemoCloud cloud;
  private static GatewayProcess gateway;
  private static String ada;
  private static String bob;
  private static String mallory;

  @BeforeAll
  static void aCloudAndAGateway() throws IOException {
    cloud = DemoCloud.started(temp.resolve("aws"));
    Map<String, String> environment = new HashMap<>(cloud.environment());
    environment.put("HEARTH_AUTH_MODES", "token,tokens");
    environment.put("HEARTH_TEAMS_FILE", teamsAndIntruders().toString());
    int port = FreePort.find();
    environment.put("HEARTH_PORT", String.valueOf(port));
    environment.put("HEARTH_LAUNCH_EMR_LINK_URL", "http://127.0.0.1:" + port);
    environment.put("HEARTH_LAUNCH_EMR_POLL_STARTING", "200ms");
    environment.put("HEARTH_LAUNCH_EMR_POLL_RUNNING", "1s");
    gateway = GatewayProcess.started(temp.resolve("home"), environment);
    ada = token("ada", DemoCloud.TEAM_A);
    bob = token("bob", DemoCloud.TEAM_B);
    mallory = token("mallory", INTRUDERS);
  }

  /** A team that names, by mistake or on purpose, the virtual cluster of somebody else's. */
  private static Path teamsAndIntruders() throws IOException {
    String teams = Files.readString(Path.of(cloud.environment().get("HEARTH_TEAMS_FILE")));
    return Files.writeString(
        temp.resolve("teams.yaml"),
        teams
            + """
              %s:
                namespace: emr-ml-team-c
                virtual-cluster: vcc0hearthdemo0team0c0000
                execution-role: arn:aws:iam::123456789012:role/emr-ml-team-c-jobs
                members:
                  - user: mallory
            """
                .formatted(INTRUDERS));
  }

  private static String token(String user, String team) throws IOException {
    HttpResponse<String> made =
        gateway.request(
            "POST",
            "/api/hearth/tokens",
            "{\"name\":\"%s\",\"user\":\"%s\",\"team\":\"%s\"}".formatted(user, user, team));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return JSON.readTree(made.body()).path("token").asText();
  }

  @AfterEach
  void nothingGoesWrongAnyMore() {
    cloud.clearFaults();
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (cloud != null) {
      cloud.close();
    }
  }

  private static String startKernel(String token, String spec) {
    HttpResponse<String> started =
        gateway.requestAs(token, "POST", "/api/kernels", "{\"name\":\"" + spec + "\"}");
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    return json(started).path("id").asText();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return parsed(response.body());
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(String token, String kernel) {
    gateway.requestAs(token, "DELETE", "/api/kernels/" + kernel, null);
  }

  private static JsonNode pods(String namespace) {
    return cloud.kubernetes("/api/v1/namespaces/" + namespace + "/pods").path("items");
  }

  private static List<JsonNode> alive(String namespace) {
    return StreamSupport.stream(pods(namespace).spliterator(), false)
        .filter(pod -> pod.at("/status/phase").asText().matches("Pending|Running"))
        .toList();
  }

  private static List<JsonNode> drivers(String namespace) {
    return alive(namespace).stream()
        .filter(pod -> pod.at("/metadata/name").asText().endsWith("-driver"))
        .toList();
  }

  private static void awaitNothingOf(String namespace) {
    await("nothing of the sessions is left in " + namespace)
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                alive(namespace).isEmpty()
                    && cloud
                        .kubernetes("/api/v1/namespaces/" + namespace + "/secrets")
                        .path("items")
                        .isEmpty());
  }

  private static String shown(RawClient client) {
    StringBuilder text = new StringBuilder();
    for (Received message : client.messages()) {
      text.append(message.content().at("/data/text~1plain").asText()).append('\n');
      text.append(message.text()).append('\n');
    }
    return text.toString();
  }

  @Test
  void aSessionStartsVisiblyRunsCellsAndLeavesNothing() {
    int others = cloud.drivers().size();
    String kernel = startKernel(ada, "scala");
    try (RawClient client = RawClient.connectAs(ada, gateway, kernel)) {
      String cell = client.execute("println(spark.range(100).count())");
      client.awaitDone(cell, START);
      assertThat(client.printed(cell)).contains("100");
      assertThat(shown(client))
          .contains(
              "Submitted to EMR on EKS: job run",
              "in the virtual cluster vca0hearthdemo0team0a0000",
              "The driver's container runs, and dials home.",
              "Starting Spark 3.5.5",
              "Spark session ready in");

      othersHaveNoWayTo(kernel);

      String secret = client.execute("print(sys.props.mkString + sc.getConf.toDebugString)");
      client.awaitDone(secret);
      String token = sessionToken();
      assertThat(token).isNotBlank();
      assertThat(client.printed(secret)).doesNotContain(token);
    }
    assertThat(cloud.requests("StartJobRun").toString()).doesNotContain(sessionToken());
    assertThat(cloud.drivers()).hasSize(others + 1);
    delete(ada, kernel);
    awaitNothingOf(DemoCloud.TEAM_A);
    assertThat(cloud.drivers()).hasSize(others);
  }

  private static void othersHaveNoWayTo(String kernel) {
    String session =
        json(gateway.requestAs(ada, "GET", "/api/hearth/sessions", null)).at("/0/id").asText();
    String path = "/api/hearth/sessions/" + session;
    assertThat(gateway.requestAs(ada, "GET", path + "/log?lines=50", null).body())
        .contains("Starting Spark");
    for (String way : List.of(path, path + "/log", path + "/files", "/api/kernels/" + kernel)) {
      assertThat(gateway.requestAs(bob, "GET", way, null).statusCode()).as(way).isEqualTo(404);
      assertThat(gateway.requestAs(mallory, "GET", way, null).statusCode()).as(way).isEqualTo(404);
    }
    assertThat(gateway.requestAs(bob, "DELETE", path, null).statusCode()).isEqualTo(404);
  }

  /** The token that the newest driver was given. */
  private static String sessionToken() {
    JsonNode secrets =
        cloud.kubernetes("/api/v1/namespaces/" + DemoCloud.TEAM_A + "/secrets").path("items");
    String encoded = secrets.path(0).at("/data/link-token").asText();
    return new String(
        java.util.Base64.getDecoder().decode(encoded), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void throttledAndLostAnswersStartOneDriver() {
    cloud.fault("throttle", "StartJobRun");
    cloud.fault("lose-answer", "StartJobRun");
    String kernel = startKernel(bob, "scala");
    try (RawClient client = RawClient.connectAs(bob, gateway, kernel)) {
      client.awaitDone(client.execute("1"), START);
    }
    assertThat(cloud.requests("StartJobRun").stream().filter(this::ofBob)).hasSizeGreaterThan(2);
    assertThat(drivers(DemoCloud.TEAM_B)).hasSize(1);
    delete(bob, kernel);
    awaitNothingOf(DemoCloud.TEAM_B);
  }

  private boolean ofBob(JsonNode request) {
    return request.path("body").asText().contains("\"hearth:user\":\"bob\"");
  }

  @Test
  void aGatewayThatDiesWhileItSubmitsStartsNoSecondDriver() {
    cloud.fault(
        JSON.createObjectNode()
            .put("kind", "delay")
            .put("operation", "StartJobRun")
            .put("millis", 60_000));
    String kernel = startKernel(bob, "scala");
    await("the job run to be there, though its answer is not")
        .atMost(Duration.ofSeconds(60))
        .until(() -> drivers(DemoCloud.TEAM_B).size() == 1);
    gateway.kill();
    cloud.clearFaults();
    gateway.startAtTheSamePort();
    try (RawClient client = RawClient.connectAs(bob, gateway, kernel)) {
      client.awaitDone(client.execute("1"), START);
    }
    assertThat(drivers(DemoCloud.TEAM_B)).hasSize(1);
    delete(bob, kernel);
    awaitNothingOf(DemoCloud.TEAM_B);
  }

  @Test
  void twoTeamsRunTheMortgageNotebookWhileTheGatewayIsKilled() {
    try (Command a = mortgage(ada, "a");
        Command b = mortgage(bob, "b")) {
      await("both teams to be at work")
          .atMost(START.plus(START))
          .until(() -> a.printed().contains("Generated ") && b.printed().contains("Generated "));
      gateway.kill();
      gateway.startAtTheSamePort();
      assertThat(a.exitCode()).as(a.printed()).isZero();
      assertThat(b.exitCode()).as(b.printed()).isZero();
      assertThat(a.printed()).contains("AUC").doesNotContain("definitions and results are lost");
      assertThat(b.printed()).contains("AUC").doesNotContain("definitions and results are lost");
    }
    awaitNothingOf(DemoCloud.TEAM_A);
    awaitNothingOf(DemoCloud.TEAM_B);
  }

  private static Command mortgage(String token, String folder) {
    return Command.start(
        temp,
        Map.of("HEARTH_TOKEN", token),
        "run",
        Command.repository().resolve("notebooks/mortgage.ipynb").toString(),
        "--url",
        gateway.url().toString(),
        "--kernel",
        "scala",
        "-p",
        "rows=10000",
        "-p",
        "rounds=10",
        "-p",
        "output=" + temp.resolve(folder),
        "--output",
        temp.resolve(folder + ".ipynb").toString());
  }

  @Test
  void aVirtualClusterThatTheGatewayMayNotUseIsSaidInWords() {
    String kernel = startKernel(mallory, "scala-cpu");
    try (RawClient client = RawClient.connectAs(mallory, gateway, kernel)) {
      await("the kernel to be dead").until(() -> state(mallory, kernel).equals("dead"));
      assertThat(shown(client) + reason(mallory, kernel))
          .contains("The gateway's role may not start a job run in the virtual cluster vcc0");
    }
    assertThat(alive("emr-ml-team-c")).isEmpty();
    delete(mallory, kernel);
  }

  private static String state(String token, String kernel) {
    return json(gateway.requestAs(token, "GET", "/api/kernels/" + kernel, null))
        .path("execution_state")
        .asText();
  }

  private static String reason(String token, String kernel) {
    return gateway.requestAs(token, "GET", "/api/kernels/" + kernel, null).body();
  }

  @Test
  void whatBecomesOfExecutorsAndOfTheDriverIsToldInTheNotebook() {
    String kernel = startKernel(ada, "scala-gpu-train");
    try (RawClient client = RawClient.connectAs(ada, gateway, kernel)) {
      client.awaitDone(client.execute("1"), START);
      String cell = client.execute("for (i <- 1 to 200) { println(i); Thread.sleep(100) }");
      await().until(() -> client.printed(cell).contains("1\n"));
      cloud.fault("executor-lost");
      await("the lost executor to be news")
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.printed(cell).contains("is lost: "));
      client.awaitDone(cell);

      String last = client.execute("Thread.sleep(60000)");
      cloud.fault("driver-oom");
      client.awaitDone(last, Duration.ofSeconds(60));
      assertThat(client.of(last).toString())
          .contains("needed more memory than it was given (OOMKilled)")
          .contains("The last lines of its log:");
    }
    theLogOutlivesThePod();
    delete(ada, kernel);
    awaitNothingOf(DemoCloud.TEAM_A);
  }

  /** It is read from the pod, else from CloudWatch, else from S3. */
  private static void theLogOutlivesThePod() {
    String log = "/api/hearth/sessions/" + newestSession() + "/log";
    StreamSupport.stream(pods(DemoCloud.TEAM_A).spliterator(), false)
        .map(pod -> pod.at("/metadata/name").asText())
        .forEach(
            pod ->
                cloud.deleteFromKubernetes(
                    "/api/v1/namespaces/" + DemoCloud.TEAM_A + "/pods/" + pod));
    int asked = cloud.requests("GetLogEvents").size();
    assertThat(gateway.requestAs(ada, "GET", log, null).body()).contains("Starting Spark");
    assertThat(cloud.requests("GetLogEvents")).hasSizeGreaterThan(asked);

    cloud.fault(
        JSON.createObjectNode()
            .put("kind", "error")
            .put("operation", "GetLogEvents")
            .put("times", 50)
            .put("status", 400)
            .put("code", "AccessDeniedException"));
    int fetched = cloud.requests("GetObject").size();
    assertThat(gateway.requestAs(ada, "GET", log, null).body()).contains("Starting Spark");
    assertThat(cloud.requests("GetObject")).hasSizeGreaterThan(fetched);
  }

  /** As the job run that was started last is tagged. */
  private static String newestSession() {
    List<JsonNode> starts = cloud.requests("StartJobRun");
    return starts.stream()
        .map(start -> parsed(start.path("body").asText()).at("/tags/hearth:session").asText())
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
