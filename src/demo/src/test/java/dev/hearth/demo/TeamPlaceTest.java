package dev.hearth.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.demo.run.Pace;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** What those find who make a team's place, in AWS and in Kubernetes. */
class TeamPlaceTest {
  private static final String NOBODY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
  private static final String OUR_CLUSTER = "hearth-demo";
  private static final Map<String, String> MARKS =
      Map.of("hearth:managed-by", "hearth", "hearth:team", "a");

  @TempDir static Path folder;
  private static StandIn standIn;
  private static Clients admin;
  private static KubernetesClient kubernetes;

  @BeforeAll
  static void start() {
    standIn =
        StandIn.start(
            new DemoOptions(
                folder, Clients.driverDist(), 0, 0, "local[2]", 512, Pace.parse("fast")),
            Keys.OF_THE_DEMO);
    admin = Clients.ofAdmin(standIn);
    kubernetes = Clients.kubernetes(standIn);
  }

  @AfterAll
  static void stop() {
    kubernetes.close();
    admin.close();
    standIn.close();
  }

  @Test
  void theClustersOpenIdProviderIsKnownAndNoOther() {
    IamClient iam = admin.iam();
    String issuer = cluster().identity().oidc().issuer();
    String arn =
        "arn:aws:iam::111122223333:oidc-provider/"
            + URI.create(issuer).getHost()
            + URI.create(issuer).getPath();

    var provider = iam.getOpenIDConnectProvider(r -> r.openIDConnectProviderArn(arn));
    assertThat("https://" + provider.url()).isEqualTo(issuer);
    assertThat(provider.clientIDList()).containsExactly("sts.amazonaws.com");
    assertThatThrownBy(
            () -> iam.getOpenIDConnectProvider(r -> r.openIDConnectProviderArn(arn + "0")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  private static Cluster cluster() {
    return admin.eks().describeCluster(r -> r.name(OUR_CLUSTER)).cluster();
  }

  @Test
  void emrLetsItselfIntoNamespacesByAccessEntries() {
    assertThat(cluster().accessConfig().authenticationMode())
        .isEqualTo(AuthenticationMode.API_AND_CONFIG_MAP);
  }

  @Test
  void aRoleHasItsPathAndItsBoundary() {
    IamClient iam = admin.iam();
    String boundary = "arn:aws:iam::111122223333:policy/teams";
    iam.createRole(
        r ->
            r.roleName("bound")
                .path("/teams/ml/")
                .permissionsBoundary(boundary)
                .assumeRolePolicyDocument(NOBODY));

    Role role = iam.getRole(r -> r.roleName("bound")).role();
    assertThat(role.path()).isEqualTo("/teams/ml/");
    assertThat(role.arn()).isEqualTo("arn:aws:iam::111122223333:role/teams/ml/bound");
    assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);

    iam.putRolePermissionsBoundary(r -> r.roleName("bound").permissionsBoundary(boundary + "-2"));
    assertThat(boundaryOf("bound").permissionsBoundaryArn()).isEqualTo(boundary + "-2");
    iam.deleteRolePermissionsBoundary(r -> r.roleName("bound"));
    assertThat(boundaryOf("bound")).isNull();
    iam.deleteRole(r -> r.roleName("bound"));
  }

  private static software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary boundaryOf(
      String role) {
    return admin.iam().getRole(r -> r.roleName(role)).role().permissionsBoundary();
  }

  @Test
  void aLogGroupKeepsItsTagsUntilItIsDeleted() {
    CloudWatchLogsClient logs = admin.logs();
    logs.createLogGroup(r -> r.logGroupName("/teams/a").tags(MARKS));
    var group = logs.describeLogGroups(r -> r.logGroupNamePrefix("/teams/a")).logGroups().get(0);
    assertThat(group.arn()).isEqualTo(group.logGroupArn() + ":*");
    String arn = group.logGroupArn();

    assertThat(logs.listTagsForResource(r -> r.resourceArn(arn)).tags()).isEqualTo(MARKS);
    logs.tagResource(r -> r.resourceArn(arn).tags(Map.of("hearth:team", "b")));
    assertThat(logs.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsEntry("hearth:team", "b")
        .containsEntry("hearth:managed-by", "hearth");
    assertThatThrownBy(() -> logs.listTagsForResource(r -> r.resourceArn(group.arn())))
        .isInstanceOf(InvalidParameterException.class);

    logs.deleteLogGroup(r -> r.logGroupName("/teams/a"));
    assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("/teams/a")).logGroups()).isEmpty();
    assertThatThrownBy(() -> logs.listTagsForResource(r -> r.resourceArn(arn)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aPodIdentityKeepsItsTagsAndChangesItsRole() {
    EksClient eks = admin.eks();
    String id =
        eks.createPodIdentityAssociation(
                r ->
                    r.clusterName(OUR_CLUSTER)
                        .namespace("a")
                        .serviceAccount("driver")
                        .roleArn("arn:aws:iam::111122223333:role/one")
                        .tags(MARKS))
            .association()
            .associationId();
    eks.updatePodIdentityAssociation(
        r ->
            r.clusterName(OUR_CLUSTER)
                .associationId(id)
                .roleArn("arn:aws:iam::111122223333:role/two"));
    var association =
        eks.describePodIdentityAssociation(r -> r.clusterName(OUR_CLUSTER).associationId(id))
            .association();
    assertThat(association.roleArn()).endsWith("/two");
    assertThat(association.tags()).isEqualTo(MARKS);

    String arn = association.associationArn();
    eks.tagResource(r -> r.resourceArn(arn).tags(Map.of("hearth:team", "b")));
    assertThat(eks.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsEntry("hearth:team", "b")
        .containsEntry("hearth:managed-by", "hearth");
    eks.deletePodIdentityAssociation(r -> r.clusterName(OUR_CLUSTER).associationId(id));
    assertThatThrownBy(() -> eks.listTagsForResource(r -> r.resourceArn(arn)))
        .isInstanceOf(software.amazon.awssdk.services.eks.model.ResourceNotFoundException.class);
  }

  @Test
  void theClusterTellsWhereItsApiServerIs() {
    assertThat(
            kubernetes
                .services()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getSpec()
                .getClusterIP())
        .isEqualTo("172.20.0.1");
    assertThat(
            kubernetes.endpoints().inNamespace("default").withName("kubernetes").get().getSubsets())
        .singleElement()
        .satisfies(
            subset -> {
              assertThat(subset.getAddresses()).extracting(EndpointAddress::getIp).hasSize(2);
              assertThat(subset.getPorts()).extracting("port").containsExactly(443);
            });
  }

  @Test
  void theClusterHasTheGatewaysAccountAndPoolsOfNodes() {
    assertThat(kubernetes.serviceAccounts().inNamespace("hearth").withName("hearth-gateway").get())
        .isNotNull();
    ResourceDefinitionContext nodePools =
        new ResourceDefinitionContext.Builder()
            .withGroup("karpenter.sh")
            .withVersion("v1")
            .withKind("NodePool")
            .withPlural("nodepools")
            .withNamespaced(false)
            .build();
    assertThat(kubernetes.genericKubernetesResources(nodePools).list().getItems())
        .extracting(TeamPlaceTest::pool)
        .containsExactlyInAnyOrder("driver", "cpu", "gpu");
  }

  private static String pool(GenericKubernetesResource nodePool) {
    return nodePool
        .<Map<String, String>>get("spec", "template", "metadata", "labels")
        .get("hearth.dev/pool");
  }

  @Test
  void anotherAccountsRightsCanBeAskedFor() {
    assertThat(
            kubernetes
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(
                    new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:hearth:hearth-gateway")
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed())
        .isTrue();
  }

  @Test
  void whatIsInANamespaceGoesWithIt() {
    kubernetes
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("leaving").endMetadata().build())
        .create();
    kubernetes
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("token")
                .withNamespace("leaving")
                .endMetadata()
                .build())
        .create();
    kubernetes
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("quota")
                .withNamespace("leaving")
                .endMetadata()
                .build())
        .create();

    kubernetes.namespaces().withName("leaving").delete();
    assertThat(kubernetes.namespaces().withName("leaving").get()).isNull();
    assertThat(kubernetes.secrets().inNamespace("leaving").list().getItems()).isEmpty();
    assertThat(kubernetes.resourceQuotas().inNamespace("leaving").list().getItems()).isEmpty();
    assertThat(kubernetes.secrets().inNamespace("default").list().getItems()).isEmpty();
    assertThat(kubernetes.services().inNamespace("default").list().getItems()).hasSize(1);
  }
}
