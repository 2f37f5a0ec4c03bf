package dev.hearth.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.client.ExitCode;
import dev.hearth.onboarding.aws.Buckets;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.aws.ExecutionRoles.RoleState;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class CheckTest {
  @TempDir Path folder;
  KubernetesMockServer server;
  KubernetesClient client;
  private TestPlatform platform;

  @BeforeEach
  void applied() {
    platform = new TestPlatform(folder, server, client);
    assertThat(platform.run("apply", "FILE")).as(platform.complained()).isEqualTo(ExitCode.OK);
    Iterator<String> ids = platform.aws.virtualClusters.keySet().iterator();
    String role = "execution-role: arn:aws:iam::123456789012:role/hearth-analytics-team-";
    platform.file(
        Fixtures.FILE
            .replace(
                "    description: Mortgage risk",
                "    virtual-cluster: " + ids.next() + "\n    " + role + "a")
            .replace(
                "{description: Card fraud}",
                "\n    virtual-cluster: " + ids.next() + "\n    " + role + "b"));
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("hearth-gateway")
                .withNamespace("hearth")
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName("node-1")
                .addToLabels("hearth.dev/pool", "gpu")
                .endMetadata()
                .build())
        .create();
  }

  /** The API server's answer to whether the gateway may do something. */
  private void theGatewayMay(boolean may) {
    server
        .expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/subjectaccessreviews")
        .andReturn(
            201,
            new SubjectAccessReviewBuilder().withNewStatus().withAllowed(may).endStatus().build())
        .always();
  }

  @Test
  void whatApplyMadeIsRight() {
    theGatewayMay(true);
    platform.aws.changes.clear();

    assertThat(platform.run("check", "FILE")).as(platform.printed()).isEqualTo(ExitCode.OK);

    Golden.assertSame("check-output.txt", platform.printed());
    assertThat(platform.aws.changes).isEmpty();
  }

  @Test
  void whatIsMissingOrDifferentIsToldWithTheCommandThatFixesIt() {
    theGatewayMay(true);
    client.network().v1().networkPolicies().inNamespace("team-a").withName("hearth").delete();
    platform.aws.logGroups.clear();
    RoleState role = platform.aws.roles.get("hearth-analytics-team-a");
    platform.aws.roles.put(
        "hearth-analytics-team-a",
        new RoleState(
            role.arn(),
            role.trust().replace("serviceaccount:team-a", "serviceaccount:other"),
            role.policy(),
            List.of("arn:aws:iam::aws:policy/AmazonS3FullAccess"),
            role.permissionsBoundary(),
            role.tags()));

    assertThat(platform.run("check", "FILE", "--team", "team-a")).isEqualTo(ExitCode.ENVIRONMENT);

    Golden.assertSame("check-wrong-output.txt", platform.printed());
  }

  @Test
  void aGatewayWithoutItsRightsIsFoundByAskingTheApiServer() {
    theGatewayMay(false);

    assertThat(platform.run("check", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(platform.printed())
        .contains("the gateway may not create secrets in team-a", "may not get pods/log in team-b");
  }

  @Test
  void whatOnlyMightBeWrongIsAWarning() {
    theGatewayMay(true);
    client.nodes().withName("node-1").delete();
    platform.aws.cluster =
        platform.aws.cluster.map(
            old ->
                new EksCluster(
                    old.name(), old.arn(), old.status(), old.endpoint(), old.issuer(), false));

    assertThat(platform.run("check", "FILE")).isEqualTo(ExitCode.OK);

    assertThat(platform.printed())
        .contains(
            "has the label hearth.dev/pool",
            "eksctl create iamidentitymapping",
            "none wrong, 2 warnings.");
  }

  @Test
  void aFileThatDoesNotNameTheVirtualClusterYetIsNotDone() {
    theGatewayMay(true);
    platform.file(Fixtures.FILE);

    assertThat(platform.run("check", "FILE", "--team", "team-b")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.printed()).contains("does not name the team's virtual cluster");
  }

  @Test
  void aVirtualClusterThatDoesNotRunAndABucketThatIsShutAreWrong() {
    theGatewayMay(true);
    platform.aws.bucket = Buckets.Access.FORBIDDEN;
    platform.aws.state(platform.aws.virtualClusters.keySet().iterator().next(), "ARRESTED");

    assertThat(platform.run("check", "FILE", "--team", "team-a")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.printed())
        .contains("state: ARRESTED -> RUNNING", "is there, but not for these credentials");
  }

  @Test
  void aMissingServiceAccountOfTheGatewayIsWrong() {
    theGatewayMay(true);
    client.serviceAccounts().inNamespace("hearth").withName("hearth-gateway").delete();

    assertThat(platform.run("check", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.printed()).contains("service account hearth-gateway in hearth is missing");
  }
}
