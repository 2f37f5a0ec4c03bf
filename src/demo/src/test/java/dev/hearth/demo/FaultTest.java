package dev.hearth.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.demo.run.Pace;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.emrcontainers.model.FailureReason;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;

/** What goes wrong on clusters, as those see it who look at AWS and at pods. */
class FaultTest {
  private static final DemoTeam TEAM = Orders.TEAM;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LINK =
      " --conf spark.kubernetes.driverEnv.HEARTH_LINK_URL=http://127.0.0.1:9"
          + " --conf spark.kubernetes.driverEnv.HEARTH_SESSION_ID="
          + UUID.randomUUID();
  private static final String TOKEN =
      " --conf spark.kubernetes.driverEnv.HEARTH_LINK_TOKEN=a-token-of-a-gateway-that-is-not-there";

  @TempDir Path folder;
  private StandIn standIn;
  private Clients clients;
  private EmrContainersClient emr;
  private KubernetesClient kubernetes;

  @BeforeEach
  void start() {
    standIn =
        StandIn.start(
            new DemoOptions(
                folder, Clients.driverDist(), 0, 0, "local[2]", 512, Pace.parse("fast")),
            Keys.OF_THE_DEMO);
    clients = Clients.ofGateway(standIn);
    emr = clients.emr();
    kubernetes = Clients.kubernetes(standIn);
  }

  @AfterEach
  void stop() {
    kubernetes.close();
    clients.close();
    standIn.close();
  }

  @Test
  void aMissingSecretKeepsTheDriverFromStarting() {
    String id =
        run(
            LINK
                + " --conf spark.kubernetes.driver.secretKeyRef.HEARTH_LINK_TOKEN=no-such:link-token");

    await().atMost(PATIENCE).until(() -> waiting(id).equals("CreateContainerConfigError"));
    assertThat(messages()).contains("Error: secret \"no-such\" not found");
    JobRun failed = awaitState(id, JobRunState.FAILED);
    assertThat(failed.failureReason()).isEqualTo(FailureReason.USER_ERROR);
    assertThat(failed.stateDetails()).contains("secret \"no-such\" not found");
  }

  @Test
  void anImageThatCannotBePulledIsToldByThePod() {
    fault("driver-image-pull");
    String id = run(LINK + TOKEN);

    await().atMost(PATIENCE).until(() -> waiting(id).equals("ImagePullBackOff"));
    assertThat(messages()).contains("Error: ErrImagePull");
    awaitState(id, JobRunState.FAILED);
  }

  @Test
  void aSubmitterThatFailsMakesNoDriver() {
    fault("submitter-failure");
    JobRun failed = awaitState(run(LINK + TOKEN), JobRunState.FAILED);
    assertThat(failed.stateDetails()).contains("Spark submission failed");
    assertThat(failed.finishedAt()).isNotNull();

    JobRun unreadable =
        awaitState(
            run(LINK + " --conf spark.kubernetes.driver.podTemplateFile=s3://hearth-demo/none"),
            JobRunState.FAILED);
    assertThat(unreadable.stateDetails()).contains("NoSuchKey");
    JobRun misspelt = awaitState(run("--no-such-option 1"), JobRunState.FAILED);
    assertThat(misspelt.stateDetails()).contains("Unrecognized option: --no-such-option");
    assertThat(pods("driver")).isEmpty();
  }

  @Test
  void executorsWaitForCapacityAreLostAndTheDriverDiesForWantOfMemory() {
    fault("no-capacity");
    String id = run(LINK + TOKEN + " --conf spark.executor.resource.gpu.amount=1");
    await()
        .atMost(PATIENCE)
        .until(() -> messages().stream().anyMatch(text -> text.contains("insufficient capacity")));
    assertThat(pods("executor"))
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.getStatus().getConditions().get(0).getReason())
                    .isEqualTo("Unschedulable"));

    demo("DELETE", "");
    await().atMost(PATIENCE).until(() -> runningExecutors().size() == 2);
    List<String> before = runningExecutors();
    fault("executor-lost");
    await()
        .atMost(PATIENCE)
        .until(() -> runningExecutors().size() == 2 && !runningExecutors().equals(before));

    fault("driver-oom");
    JobRun failed = awaitState(id, JobRunState.FAILED);
    assertThat(failed.stateDetails()).contains("exited with code 137", "OOMKilled");
    ContainerStatus driver = pods("driver").get(0).getStatus().getContainerStatuses().get(0);
    assertThat(driver.getState().getTerminated().getReason()).isEqualTo("OOMKilled");
    assertThat(driver.getState().getTerminated().getExitCode()).isEqualTo(137);
    assertThat(pods("executor")).isEmpty();
  }

  private String run(String parameters) {
    return emr.startJobRun(Orders.driver(TEAM, UUID.randomUUID().toString(), parameters).build())
        .id();
  }

  private JobRun awaitState(String id, JobRunState state) {
    await("the run to be " + state).atMost(PATIENCE).until(() -> describe(id).state() == state);
    return describe(id);
  }

  private JobRun describe(String id) {
    return emr.describeJobRun(r -> r.virtualClusterId(TEAM.virtualCluster()).id(id)).jobRun();
  }

  private List<Pod> pods(String role) {
    return kubernetes
        .pods()
        .inNamespace(TEAM.name())
        .withLabel("spark-role", role)
        .list()
        .getItems();
  }

  private List<String> runningExecutors() {
    return pods("executor").stream()
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .map(pod -> pod.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Why the driver's container of a run waits. */
  private String waiting(String id) {
    return pods("driver").stream()
        .filter(pod -> pod.getMetadata().getName().contains(id))
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .filter(container -> container.getState().getWaiting() != null)
        .map(container -> container.getState().getWaiting().getReason())
        .findFirst()
        .orElse("");
  }

  private List<String> messages() {
    return kubernetes.v1().events().inNamespace(TEAM.name()).list().getItems().stream()
        .map(Event::getMessage)
        .toList();
  }

  private void fault(String kind) {
    demo("POST", "{\"kind\": \"" + kind + "\"}");
  }

  private void demo(String method, String body) {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(standIn.url() + "/demo/faults"))
                      .header("Authorization", "Bearer " + Keys.OF_THE_DEMO.token())
                      .method(method, HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isLessThan(300);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
