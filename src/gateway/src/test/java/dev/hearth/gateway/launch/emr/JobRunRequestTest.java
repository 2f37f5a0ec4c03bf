package dev.hearth.gateway.launch.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.launch.LaunchOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;

/** What goes over the wire, as AWS's own marshaller writes it from the service's model. */
class JobRunRequestTest {
  private static final JobRunRequest.Templates TEMPLATES =
      new JobRunRequest.Templates("s3://hearth/templates/d.yaml", "s3://hearth/templates/e.yaml");

  private static final EmrLaunchConfig CONFIG =
      Orders.config(
          Map.of(
              "logs.group", "/emr-on-eks/hearth/",
              "logs.s3", "s3://hearth/logs/",
              "orphan-limit", "10m"));

  private static final Pattern IMAGE =
      Pattern.compile("spark\\.kubernetes\\.container\\.image=(\\S+)");

  private static StartJobRunRequest request(Map<String, String> conf) {
    return started(CONFIG, Orders.gpu(conf), Orders.PLACE);
  }

  private static StartJobRunRequest started(
      EmrLaunchConfig config, LaunchOrder order, TeamPlace place) {
    return new JobRunRequest(config, "0a1b2c3d")
        .of(order, order.cluster().orElseThrow(), place, TEMPLATES);
  }

  @Test
  void aSessionIsThisStartJobRun() throws IOException {
    StartJobRunRequest request =
        request(
            Map.of(
                "spark.master", "k8s://somewhere",
                "spark.executor.instances", "2",
                "spark.plugins", "com.nvidia.spark.SQLPlugin",
                "spark.executor.extraJavaOptions", "-Dquoted=\"a b\" -XX:+UseG1GC"));
    assertThat(onTheWire(request)).isEqualTo(golden("start-job-run.json"));
  }

  @Test
  void theLinksTokenIsNowhereInIt() {
    assertThat(request(Map.of()).toString()).doesNotContain("the-link-token");
  }

  @Test
  void valuesThatAShellWouldTakeApartAreNoParameters() {
    Map<String, String> odd =
        Map.of(
            "spark.odd.a", "two words",
            "spark.odd.b", "a \"quoted\" word",
            "spark.odd.c", "$HOME",
            "spark.odd.d", "it's",
            "spark.odd.e", "a;b|c&d",
            "spark.odd.g", "back\\slash");
    StartJobRunRequest request = request(odd);
    assertThat(request.jobDriver().sparkSubmitJobDriver().sparkSubmitParameters())
        .doesNotContain("spark.odd")
        .matches("[A-Za-z0-9_./:@%+=,^~ -]+");
    assertThat(request.configurationOverrides().applicationConfiguration().get(0).properties())
        .containsAllEntriesOf(odd);
  }

  @Test
  void whatIsTooMuchForEmrIsRefusedBeforeItIsSent() {
    Map<String, String> conf = new TreeMap<>();
    for (int i = 0; i < 101; i++) {
      conf.put("spark.sql.x" + i, "two words");
    }
    assertThatThrownBy(() -> request(conf))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("100 with spaces or quotes");
    assertThatThrownBy(() -> request(Map.of("spark.sql.long", "x".repeat(102_400))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("102400 characters");
  }

  @Test
  void aKeyThatWouldBeTwoLinesIsRefused() {
    assertThatThrownBy(
            () -> request(Map.of("spark.sql.x\nspark.kubernetes.driver.secrets.a", "/b")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("no name of a Spark setting");
    assertThatThrownBy(() -> request(Map.of("spark.sql.x", "a\nb")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("must be one line");
    assertThatThrownBy(() -> request(Map.of("spark.sql.x", " " + "y".repeat(1024))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("1024 characters");
  }

  @Test
  void hundredsOfPlainSettingsFit() {
    Map<String, String> conf = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      conf.put("spark.sql.x" + i, "y" + i);
    }
    assertThat(request(conf).jobDriver().sparkSubmitJobDriver().sparkSubmitParameters())
        .contains("--conf spark.sql.x399=y399");
  }

  @Test
  void theImageIsTheTeamsElseTheProfilesElseTheLaunchers() {
    Map<String, String> launchers = Map.of("image", "registry.example/launcher:1");
    Optional<String> team = Optional.of("registry.example/team:1");
    Optional<String> profile = Optional.of("registry.example/profile:1");

    assertThat(image(launchers, team, profile)).isEqualTo("registry.example/team:1");
    assertThat(image(launchers, Optional.empty(), profile)).isEqualTo("registry.example/profile:1");
    assertThat(image(launchers, Optional.empty(), Optional.empty()))
        .isEqualTo("registry.example/launcher:1");
    assertThatThrownBy(() -> image(Map.of(), Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("EMR's own images do not have the session driver")
        .hasMessageContaining("hearth.launch.emr.image")
        .hasMessageContaining("hearth.profiles.gpu-etl.cluster.image")
        .hasMessageContaining("teams.emr-ml-team-a.image");
  }

  private static String image(
      Map<String, String> launcher, Optional<String> team, Optional<String> profile) {
    TeamPlace place =
        new TeamPlace(
            Orders.PLACE.namespace(),
            Orders.PLACE.virtualCluster(),
            Orders.PLACE.executionRole(),
            team);
    String parameters =
        started(Orders.config(launcher), Orders.gpu(Map.of(), profile), place)
            .jobDriver()
            .sparkSubmitJobDriver()
            .sparkSubmitParameters();
    Matcher image = IMAGE.matcher(parameters);
    assertThat(image.find()).as(parameters).isTrue();
    return image.group(1);
  }

  /** The body that the SDK would send. */
  private static JsonNode onTheWire(StartJobRunRequest request) throws IOException {
    AtomicReference<String> body = new AtomicReference<>();
    ExecutionInterceptor capture =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            body.set(read(context));
            throw new Sent();
          }
        };
    try (EmrContainersClient client =
        EmrContainersClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:9"))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(config -> config.addExecutionInterceptor(capture))
            .build()) {
      assertThatThrownBy(() -> client.startJobRun(request)).isInstanceOf(Sent.class);
    }
    return new ObjectMapper().readTree(body.get());
  }

  private static String read(Context.BeforeTransmission context) {
    try (var stream = context.requestBody().orElseThrow().contentStreamProvider().newStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode golden(String name) throws IOException {
    try (var file = JobRunRequestTest.class.getResourceAsStream("/emr/" + name)) {
      return new ObjectMapper().readTree(file);
    }
  }

  private static final class Sent extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
