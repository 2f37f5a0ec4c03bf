package dev.hearth.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.hearth.demo.run.Pace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;

/** Job runs with the real session driver. */
class JobRunTest {
  private static final DemoTeam TEAM = DemoTeam.OF_THE_GATEWAY.get(0);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private StandIn standIn;
  private Clients clients;
  private EmrContainersClient emr;
  private KubernetesClient kubernetes;
  private HttpServer gateway;
  private final AtomicReference<String> dialled = new AtomicReference<>("");
  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void start() throws IOException {
    standIn =
        StandIn.start(
            new DemoOptions(
                folder, Clients.driverDist(), 0, 0, "local[2]", 512, Pace.parse("fast")),
            Keys.OF_THE_DEMO);
    clients = Clients.ofGateway(standIn);
    emr = clients.emr();
    kubernetes = Clients.kubernetes(standIn);
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          dialled.set(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.stop(0);
    kubernetes.close();
    clients.close();
    standIn.close();
  }

  @Test
  void aJobRunIsARealDriverThatDialsItsGateway() {
    putSecret();
    putTemplate();
    String id = emr.startJobRun(order()).id();

    awaitState(id, JobRunState.RUNNING);
    await().atMost(PATIENCE).until(() -> dialled.get().contains(session.toString()));
    assertThat(dialled.get()).contains("the-link-token-of-the-test");

    Pod driver = pods(id, "driver").get(0);
    assertThat(driver.getStatus().getPhase()).isEqualTo("Running");
    assertThat(driver.getMetadata().getLabels()).containsEntry("hearth.dev/team", TEAM.name());
    assertThat(driver.getSpec().getNodeSelector()).containsEntry("NodeGroupType", "driver");
    assertThat(driver.getSpec().getContainers().get(0).getEnv())
        .noneMatch(variable -> "the-link-token-of-the-test".equals(variable.getValue()));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                pods(id, "executor").stream()
                        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                        .count()
                    == 2);
    assertThat(events())
        .extracting(Event::getReason)
        .contains("FailedScheduling", "Nominated", "Scheduled", "Pulling", "Pulled", "Started");
    String log =
        kubernetes
            .pods()
            .inNamespace(TEAM.name())
            .withName(driver.getMetadata().getName())
            .tailingLines(200)
            .getLog();
    assertThat(log).contains("It leaves out:").contains("spark.plugins");
    assertThat(driverProcesses()).isOne();

    emr.cancelJobRun(r -> r.virtualClusterId(TEAM.virtualCluster()).id(id));
    awaitState(id, JobRunState.CANCELLED);
    assertThat(driverProcesses()).isZero();
    assertThat(pods(id, "driver")).isEmpty();
    assertThat(clients.s3().listObjectsV2(r -> r.bucket(StandIn.BUCKET).prefix("logs/")).contents())
        .singleElement()
        .satisfies(
            object ->
                assertThat(object.key())
                    .isEqualTo(
                        "logs/%s/jobs/%s/containers/spark-%s/spark-%s-driver/stdout.gz"
                            .formatted(TEAM.virtualCluster(), id, id, id)));
    assertThat(
            clients
                .logs()
                .getLogEvents(
                    r ->
                        r.logGroupName(StandIn.LOG_GROUP)
                            .logStreamName(
                                "hearth/%s/jobs/%s/containers/spark-%s/spark-%s-driver/stdout"
                                    .formatted(TEAM.virtualCluster(), id, id, id))
                            .startFromHead(true))
                .events())
        .anyMatch(event -> event.message().contains("It leaves out:"));
  }

  private void awaitState(String id, JobRunState state) {
    await("the run to be " + state).atMost(PATIENCE).until(() -> run(id).state() == state);
  }

  private JobRun run(String id) {
    return emr.describeJobRun(r -> r.virtualClusterId(TEAM.virtualCluster()).id(id)).jobRun();
  }

  private List<Pod> pods(String id, String role) {
    return kubernetes
        .pods()
        .inNamespace(TEAM.name())
        .withLabel("emr-containers.amazonaws.com/job.id", id)
        .withLabel("spark-role", role)
        .list()
        .getItems();
  }

  private List<Event> events() {
    return kubernetes.v1().events().inNamespace(TEAM.name()).list().getItems();
  }

  private long driverProcesses() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains(folder.resolve("runs").toString()))
        .count();
  }

  private void putSecret() {
    kubernetes
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("hearth-session-" + session)
                .withNamespace(TEAM.name())
                .endMetadata()
                .addToData(
                    "link-token",
                    java.util.Base64.getEncoder()
                        .encodeToString("the-link-token-of-the-test".getBytes()))
                .build())
        .create();
  }

  private void putTemplate() {
    clients
        .s3()
        .putObject(
            r -> r.bucket(StandIn.BUCKET).key("templates/driver.yaml"),
            RequestBody.fromString(
                """
                apiVersion: v1
                kind: Pod
                spec:
                  nodeSelector:
                    NodeGroupType: driver
                  containers:
                  - name: spark-kubernetes-driver
                """));
  }

  private StartJobRunRequest order() {
    String parameters =
        String.join(
            " ",
            "--class dev.hearth.driver.SessionDriver",
            "--conf spark.plugins=com.nvidia.spark.SQLPlugin",
            "--conf spark.executor.instances=2",
            "--conf spark.executor.resource.gpu.amount=1",
            "--conf \"spark.app.name=Hearth: ada\"",
            "--conf spark.kubernetes.driver.podTemplateFile=s3://hearth-demo/templates/driver.yaml",
            "--conf spark.kubernetes.driver.label.hearth.dev/team=" + TEAM.name(),
            "--conf spark.kubernetes.driverEnv.HEARTH_LINK_URL=http://127.0.0.1:"
                + gateway.getAddress().getPort(),
            "--conf spark.kubernetes.driverEnv.HEARTH_SESSION_ID=" + session,
            "--conf spark.kubernetes.driver.secretKeyRef.HEARTH_LINK_TOKEN=hearth-session-"
                + session
                + ":link-token");
    return StartJobRunRequest.builder()
        .virtualClusterId(TEAM.virtualCluster())
        .name("hearth-00000000-" + session)
        .clientToken(session.toString())
        .executionRoleArn("arn:aws:iam::111122223333:role/" + TEAM.role())
        .releaseLabel("emr-7.10.0-spark-rapids-latest")
        .jobDriver(
            driver ->
                driver.sparkSubmitJobDriver(
                    submit ->
                        submit
                            .entryPoint("local:///usr/lib/spark/jars/hearth-session.jar")
                            .sparkSubmitParameters(parameters)))
        .configurationOverrides(
            overrides ->
                overrides.monitoringConfiguration(
                    monitoring ->
                        monitoring
                            .s3MonitoringConfiguration(
                                s3 -> s3.logUri("s3://" + StandIn.BUCKET + "/logs/"))
                            .cloudWatchMonitoringConfiguration(
                                logs ->
                                    logs.logGroupName(StandIn.LOG_GROUP)
                                        .logStreamNamePrefix("hearth"))))
        .build();
  }
}
