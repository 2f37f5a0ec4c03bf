package dev.hearth.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.demo.run.Pace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ResourceInUseException;
import software.amazon.awssdk.services.emrcontainers.EmrContainersClient;
import software.amazon.awssdk.services.emrcontainers.model.Configuration;
import software.amazon.awssdk.services.emrcontainers.model.ContainerProviderType;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.JobRunState;
import software.amazon.awssdk.services.emrcontainers.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrcontainers.model.ValidationException;
import software.amazon.awssdk.services.emrcontainers.model.VirtualClusterState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The services as AWS's own clients find them; no run gets as far as a driver. */
class AwsTest {
  private static final DemoTeam TEAM = Orders.TEAM;
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Condition":{"StringLike":{"x:sub":\
      "system:serviceaccount:onboarded:emr-containers-sa-*-*-111122223333-abc"}}}]}""";

  @TempDir static Path folder;
  private static StandIn standIn;
  private static Clients gateway;
  private static Clients admin;

  @BeforeAll
  static void start() {
    standIn =
        StandIn.start(
            new DemoOptions(
                folder, Clients.driverDist(), 0, 0, "local[2]", 512, Pace.parse("fast,queue=PT1H")),
            Keys.OF_THE_DEMO);
    gateway = Clients.ofGateway(standIn);
    admin = Clients.ofAdmin(standIn);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    admin.close();
    standIn.close();
  }

  @AfterEach
  void clearFaults() throws Exception {
    demo("DELETE", "/demo/faults", "");
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }

  @Test
  void aRunIsStartedOnceForItsToken() {
    EmrContainersClient emr = gateway.emr();
    var order = Orders.driver(TEAM, token(), "").tags(Map.of("hearth:team", TEAM.name()));
    String id = emr.startJobRun(order.build()).id();

    assertThat(emr.startJobRun(order.build()).id()).isEqualTo(id);
    assertThatThrownBy(() -> emr.startJobRun(order.releaseLabel("emr-7.9.0").build()))
        .isInstanceOf(ValidationException.class);
    JobRun run = emr.describeJobRun(r -> r.virtualClusterId(TEAM.virtualCluster()).id(id)).jobRun();
    assertThat(run.state()).isEqualTo(JobRunState.PENDING);
    assertThat(run.tags()).containsEntry("hearth:team", TEAM.name());
    assertThat(run.createdAt()).isNotNull();
    assertThat(run.jobDriver().sparkSubmitJobDriver().entryPoint()).startsWith("local://");
    assertThat(admin.emr().listTagsForResource(r -> r.resourceArn(run.arn())).tags())
        .containsKey("hearth:team");
    emr.cancelJobRun(r -> r.virtualClusterId(TEAM.virtualCluster()).id(id));
  }

  @Test
  void runsAreListedByPagesAndByTheirState() {
    EmrContainersClient emr = gateway.emr();
    DemoTeam other = DemoTeam.OF_THE_GATEWAY.get(1);
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> emr.startJobRun(Orders.driver(other, token(), "").build()).id())
            .toList();

    List<String> listed =
        emr
            .listJobRunsPaginator(
                r ->
                    r.virtualClusterId(other.virtualCluster())
                        .states(JobRunState.PENDING, JobRunState.RUNNING)
                        .createdAfter(java.time.Instant.now().minusSeconds(60))
                        .maxResults(2))
            .jobRuns()
            .stream()
            .map(JobRun::id)
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(
            emr.listJobRuns(
                    r -> r.virtualClusterId(other.virtualCluster()).states(JobRunState.FAILED))
                .jobRuns())
        .isEmpty();
  }

  @Test
  void whatTheServiceRefusesIsRefused() {
    EmrContainersClient emr = gateway.emr();
    assertThatThrownBy(() -> emr.startJobRun(Orders.driver(TEAM, token(), "").name("a b").build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'name'");
    assertThatThrownBy(
            () -> emr.startJobRun(Orders.driver(TEAM, token(), "x".repeat(102_400)).build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("102400");
    Map<String, String> many = new TreeMap<>();
    IntStream.range(0, 101).forEach(i -> many.put("spark." + i, ""));
    assertThatThrownBy(
            () ->
                emr.startJobRun(
                    Orders.driver(TEAM, token(), "")
                        .configurationOverrides(
                            o ->
                                o.applicationConfiguration(
                                    Configuration.builder()
                                        .classification("spark-defaults")
                                        .properties(many)
                                        .build()))
                        .build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("properties");
    assertThatThrownBy(
            () ->
                emr.startJobRun(
                    Orders.driver(TEAM, token(), "")
                        .executionRoleArn(
                            "arn:aws:iam::111122223333:role/"
                                + DemoTeam.OF_THE_GATEWAY.get(1).role())
                        .build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("cannot be assumed");
    assertThatThrownBy(
            () -> admin.emr().describeJobRun(r -> r.virtualClusterId("nosuchcluster").id("x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aVirtualClusterOfOthersIsDenied() {
    assertThatThrownBy(
            () -> gateway.emr().startJobRun(Orders.driver(DemoTeam.OF_OTHERS, token(), "").build()))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(403);
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(refused.getMessage())
                  .contains("emr-containers:StartJobRun", DemoTeam.OF_OTHERS.virtualCluster());
            });
  }

  @Test
  void whoIsUnknownIsRefusedByEachServiceInItsWords() throws Exception {
    try (Clients stranger = new Clients(standIn.url(), "AKIASTRANGER00000000", "secret")) {
      assertThatThrownBy(
              () -> stranger.emr().listJobRuns(r -> r.virtualClusterId(TEAM.virtualCluster())))
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("UnrecognizedClientException"));
      assertThatThrownBy(() -> stranger.sts().getCallerIdentity())
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("InvalidClientTokenId"));
    }
    HttpResponse<String> unsigned = demo("GET", "/virtualclusters", "");
    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(unsigned.body()).contains("MissingAuthenticationToken");
    assertThatThrownBy(() -> webIdentity("a.b.c"))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refused ->
                assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidIdentityToken"));
  }

  @Test
  void whoLacksTheTokenNeitherReadsSecretsNorSeesRequestsNorMakesFaults() throws Exception {
    for (String authorization : List.of("", "Bearer ", "Bearer guessed", "Basic Z3Vlc3M6ZWQ=")) {
      assertThat(
              List.of(
                  status(standIn.kubernetesUrl() + "/api/v1/secrets", authorization),
                  status(standIn.kubernetesUrl() + "/api/v1/pods?watch=true", authorization),
                  status(standIn.url() + "/demo/requests", authorization),
                  status(standIn.url() + "/demo/faults", authorization)))
          .as(authorization)
          .containsOnly(401);
    }
    URI watch =
        URI.create(standIn.kubernetesUrl().replace("http:", "ws:") + "/api/v1/secrets?watch=true");
    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(watch, new WebSocket.Listener() {})
                    .join())
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    try (KubernetesClient kubernetes = Clients.kubernetes(standIn)) {
      assertThat(kubernetes.secrets().inAnyNamespace().list().getItems()).isEmpty();
      try (Watch secrets = kubernetes.secrets().inAnyNamespace().watch(new Ignoring())) {
        assertThat(secrets).isNotNull();
      }
    }
  }

  /** Watches, and looks at nothing. */
  private static final class Ignoring implements Watcher<Secret> {
    @Override
    public void eventReceived(Action action, Secret secret) {}

    @Override
    public void onClose(WatcherException cause) {}
  }

  private static int status(String url, String authorization)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void virtualClustersComeAndGo() {
    EmrContainersClient emr = admin.emr();
    String id =
        emr.createVirtualCluster(
                r ->
                    r.name("onboarded")
                        .clientToken(token())
                        .containerProvider(
                            p ->
                                p.id("hearth-demo")
                                    .type(ContainerProviderType.EKS)
                                    .info(i -> i.eksInfo(e -> e.namespace("onboarded")))))
            .id();
    assertThat(
            emr.listVirtualClusters(
                    r -> r.containerProviderId("hearth-demo").states(VirtualClusterState.RUNNING))
                .virtualClusters())
        .extracting(cluster -> cluster.id())
        .contains(id, TEAM.virtualCluster());

    emr.deleteVirtualCluster(r -> r.id(id));
    assertThat(emr.describeVirtualCluster(r -> r.id(id)).virtualCluster().stateAsString())
        .isEqualTo("TERMINATED");
    assertThatThrownBy(
            () ->
                emr.startJobRun(
                    Orders.driver(new DemoTeam("onboarded", "", id, TEAM.role()), token(), "")
                        .build()))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void objectsAreKept() {
    S3Client s3 = gateway.s3();
    String content = "line\n".repeat(100_000);
    s3.putObject(
        r -> r.bucket("hearth-demo").key("a/b c/ü+.txt").ifNoneMatch("*"),
        RequestBody.fromString(content));

    assertThat(s3.getObjectAsBytes(r -> r.bucket("hearth-demo").key("a/b c/ü+.txt")).asUtf8String())
        .isEqualTo(content);
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket("hearth-demo").key("a/b c/ü+.txt").range("bytes=-5"))
                .asUtf8String())
        .isEqualTo("line\n");
    assertThat(s3.headObject(r -> r.bucket("hearth-demo").key("a/b c/ü+.txt")).contentLength())
        .isEqualTo(content.getBytes(StandardCharsets.UTF_8).length);
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("hearth-demo").key("a/b c/ü+.txt").ifNoneMatch("*"),
                    RequestBody.empty()))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(412));
    s3.deleteObject(r -> r.bucket("hearth-demo").key("a/b c/ü+.txt"));
    assertThatThrownBy(
            () -> s3.getObject(r -> r.bucket("hearth-demo").key("a/b c/ü+.txt")).readAllBytes())
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("no-such-bucket")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void objectsAreListedByPagesAndFolders() {
    S3Client s3 = gateway.s3();
    s3.createBucket(r -> r.bucket("listed"));
    for (String key : List.of("x/1", "x/2", "x/y/3", "z")) {
      s3.putObject(r -> r.bucket("listed").key(key), RequestBody.fromString(key));
    }
    assertThat(s3.listObjectsV2Paginator(r -> r.bucket("listed").maxKeys(1)).contents())
        .extracting(object -> object.key())
        .containsExactly("x/1", "x/2", "x/y/3", "z");
    var folderOf = s3.listObjectsV2(r -> r.bucket("listed").prefix("x/").delimiter("/"));
    assertThat(folderOf.contents()).extracting(o -> o.key()).containsExactly("x/1", "x/2");
    assertThat(folderOf.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("x/y/");
  }

  @Test
  void rolesAreAssumedWithTheRightsOfWhoAssumesThem() {
    assertThat(gateway.sts().getCallerIdentity().arn()).contains("hearth-gateway");
    var credentials =
        gateway
            .sts()
            .assumeRole(
                r ->
                    r.roleArn("arn:aws:iam::111122223333:role/emr-ml-team-a-jobs")
                        .roleSessionName("test"))
            .credentials();
    try (Clients assumed =
        new Clients(standIn.url(), credentials.accessKeyId(), credentials.secretAccessKey())) {
      assertThat(assumed.sts().getCallerIdentity().arn())
          .isEqualTo("arn:aws:sts::111122223333:assumed-role/emr-ml-team-a-jobs/test");
    }
    assertThat(webIdentity(Keys.OF_THE_DEMO.token())).startsWith("ASIA");
  }

  /** The access key of who comes with a token as pods have them. */
  private static String webIdentity(String token) {
    return gateway
        .sts()
        .assumeRoleWithWebIdentity(
            r ->
                r.roleArn("arn:aws:iam::111122223333:role/hearth-gateway")
                    .roleSessionName("pod")
                    .webIdentityToken(token))
        .credentials()
        .accessKeyId();
  }

  @Test
  void logsAreReadForwardsAndBackwards() {
    CloudWatchLogsClient logs = gateway.logs();
    logs.createLogGroup(r -> r.logGroupName("/g"));
    assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName("/g")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    logs.putRetentionPolicy(r -> r.logGroupName("/g").retentionInDays(7));
    assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("/g")).logGroups())
        .singleElement()
        .satisfies(group -> assertThat(group.retentionInDays()).isEqualTo(7));
    logs.createLogStream(r -> r.logGroupName("/g").logStreamName("s/1"));
    logs.putLogEvents(
        r ->
            r.logGroupName("/g")
                .logStreamName("s/1")
                .logEvents(
                    IntStream.range(0, 5)
                        .mapToObj(
                            i ->
                                InputLogEvent.builder()
                                    .timestamp(1_000L + i)
                                    .message("line " + i)
                                    .build())
                        .toList()));

    var last = logs.getLogEvents(r -> r.logGroupName("/g").logStreamName("s/1").limit(2));
    assertThat(last.events()).extracting(e -> e.message()).containsExactly("line 3", "line 4");
    var before =
        logs.getLogEvents(
            r ->
                r.logGroupName("/g")
                    .logStreamName("s/1")
                    .limit(2)
                    .nextToken(last.nextBackwardToken()));
    assertThat(before.events()).extracting(e -> e.message()).containsExactly("line 1", "line 2");
    assertThat(logs.describeLogStreams(r -> r.logGroupName("/g")).logStreams())
        .singleElement()
        .satisfies(stream -> assertThat(stream.logStreamName()).isEqualTo("s/1"));
    assertThat(logs.filterLogEvents(r -> r.logGroupName("/g").filterPattern("line 2")).events())
        .singleElement();
    assertThatThrownBy(() -> logs.getLogEvents(r -> r.logGroupName("/g").logStreamName("s/none")))
        .isInstanceOf(
            software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException.class);
  }

  @Test
  void aTeamCanBeOnboarded() {
    IamClient iam = admin.iam();
    iam.createRole(
        r ->
            r.roleName("onboarded-jobs")
                .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[]}")
                .tags(Tag.builder().key("hearth").value("team").build()));
    assertThatThrownBy(
            () -> iam.createRole(r -> r.roleName("onboarded-jobs").assumeRolePolicyDocument(TRUST)))
        .isInstanceOf(EntityAlreadyExistsException.class);
    iam.updateAssumeRolePolicy(r -> r.roleName("onboarded-jobs").policyDocument(TRUST));
    iam.putRolePolicy(r -> r.roleName("onboarded-jobs").policyName("data").policyDocument(TRUST));
    var role = iam.getRole(r -> r.roleName("onboarded-jobs")).role();
    assertThat(java.net.URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST);
    assertThat(iam.listRoleTags(r -> r.roleName("onboarded-jobs")).tags()).hasSize(1);
    assertThat(iam.listRolePolicies(r -> r.roleName("onboarded-jobs")).policyNames())
        .containsExactly("data");
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("onboarded-jobs")).attachedPolicies())
        .isEmpty();

    String cluster =
        admin
            .emr()
            .createVirtualCluster(
                r ->
                    r.name("trusted")
                        .clientToken(token())
                        .containerProvider(
                            p ->
                                p.id("hearth-demo")
                                    .type(ContainerProviderType.EKS)
                                    .info(i -> i.eksInfo(e -> e.namespace("trusted")))))
            .id();
    DemoTeam team = new DemoTeam("trusted", "", cluster, "onboarded-jobs");
    assertThatThrownBy(() -> admin.emr().startJobRun(Orders.driver(team, token(), "").build()))
        .isInstanceOf(ValidationException.class);
    EksClient eks = admin.eks();
    assertThat(eks.describeCluster(r -> r.name("hearth-demo")).cluster().identity().oidc().issuer())
        .startsWith("https://");
    String association =
        eks.createPodIdentityAssociation(
                r ->
                    r.clusterName("hearth-demo")
                        .namespace("trusted")
                        .serviceAccount("emr-containers-sa-spark-driver-x")
                        .roleArn(role.arn()))
            .association()
            .associationId();
    assertThatThrownBy(
            () ->
                eks.createPodIdentityAssociation(
                    r ->
                        r.clusterName("hearth-demo")
                            .namespace("trusted")
                            .serviceAccount("emr-containers-sa-spark-driver-x")
                            .roleArn(role.arn())))
        .isInstanceOf(ResourceInUseException.class);
    assertThat(admin.emr().startJobRun(Orders.driver(team, token(), "").build()).id()).isNotEmpty();
    assertThat(
            eks.listPodIdentityAssociations(r -> r.clusterName("hearth-demo").namespace("trusted"))
                .associations())
        .singleElement()
        .satisfies(each -> assertThat(each.associationId()).isEqualTo(association));
    eks.deletePodIdentityAssociation(r -> r.clusterName("hearth-demo").associationId(association));

    iam.deleteRolePolicy(r -> r.roleName("onboarded-jobs").policyName("data"));
    iam.deleteRole(r -> r.roleName("onboarded-jobs"));
    assertThatThrownBy(() -> iam.getRole(r -> r.roleName("onboarded-jobs")))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatThrownBy(() -> gateway.iam().getRole(r -> r.roleName("emr-ml-team-a-jobs")))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refused -> assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
  }

  @Test
  void callsCanBeThrottledFailAndLoseTheirAnswer() throws Exception {
    EmrContainersClient emr = gateway.emr();
    demo(
        "POST",
        "/demo/faults",
        """
        [{"kind": "throttle", "operation": "DescribeVirtualCluster", "times": 2},
         {"kind": "error", "operation": "ListJobRuns", "status": 400, "code": "OddException"},
         {"kind": "lose-answer", "operation": "StartJobRun"}]
        """);

    emr.describeVirtualCluster(r -> r.id(TEAM.virtualCluster())); // the client tries again
    assertThat(seen("DescribeVirtualCluster")).endsWith(429, 429, 200);
    assertThatThrownBy(() -> emr.listJobRuns(r -> r.virtualClusterId(TEAM.virtualCluster())))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            failed -> assertThat(failed.awsErrorDetails().errorCode()).isEqualTo("OddException"));
    String token = token();
    try {
      emr.startJobRun(Orders.driver(TEAM, token, "").build()); // tries again, with the token
    } catch (SdkClientException e) {
      assertThat(e).hasMessageContaining("end of file"); // or leaves that to its caller
    }
    assertThat(
            emr.listJobRuns(
                    r -> r.virtualClusterId(TEAM.virtualCluster()).name("hearth-00000000-" + token))
                .jobRuns())
        .hasSize(1);
  }

  private static List<Integer> seen(String operation) throws Exception {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(demo("GET", "/demo/requests", "").body()).findParents("operation").stream()
            .filter(request -> request.get("operation").asText().equals(operation))
            .map(request -> request.get("status").asInt())
            .toList();
  }

  private static HttpResponse<String> demo(String method, String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(standIn.url() + path))
                .header("Authorization", "Bearer " + Keys.OF_THE_DEMO.token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
