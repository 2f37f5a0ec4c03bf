package dev.hearth.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.client.ExitCode;
import dev.hearth.onboarding.aws.Buckets;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.aws.ExecutionRoles.RoleState;
import dev.hearth.onboarding.aws.VirtualClusters.VirtualCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class ApplyTest {
  @TempDir Path folder;
  KubernetesMockServer server;
  KubernetesClient client;
  private TestPlatform platform;

  @BeforeEach
  void open() {
    platform = new TestPlatform(folder, server, client);
  }

  private void apply() {
    assertThat(platform.run("apply", "FILE")).as(platform.complained()).isEqualTo(ExitCode.OK);
  }

  @Test
  void makesAllThatTheTeamsNeed() {
    apply();

    Golden.assertSame("apply-output.txt", platform.printed());
    assertThat(client.namespaces().withName("team-a").get().getMetadata().getLabels())
        .containsEntry("hearth.dev/team", "team-a")
        .containsEntry("pod-security.kubernetes.io/enforce", "baseline");
    assertThat(client.network().v1().networkPolicies().inNamespace("team-a").list().getItems())
        .hasSize(1);
    assertThat(client.rbac().roles().inNamespace("team-b").list().getItems())
        .extracting(role -> role.getMetadata().getName())
        .containsExactlyInAnyOrder("emr-containers", "hearth-gateway");
    assertThat(platform.aws.changes)
        .startsWith(
            "create log group /emr-on-eks-logs/analytics/team-a",
            "retention of /emr-on-eks-logs/analytics/team-a",
            "create role hearth-analytics-team-a",
            "policy of hearth-analytics-team-a",
            "create virtual cluster analytics-team-a")
        .hasSize(10);
  }

  @Test
  void aSecondTimeEverythingIsTheSame() {
    apply();
    platform.kubernetesChanges();
    platform.aws.changes.clear();

    apply();

    assertThat(platform.printed()).doesNotContain("  + ", "  ~ ").contains("All is as the file");
    assertThat(platform.kubernetesChanges()).isEmpty();
    assertThat(platform.aws.changes).isEmpty();
  }

  @Test
  void aDryRunShowsTheSameAndChangesNothing() {
    assertThat(platform.run("apply", "FILE", "--dry-run")).isEqualTo(ExitCode.OK);
    String dry = platform.printed();

    assertThat(platform.kubernetesChanges()).isEmpty();
    assertThat(platform.aws.changes).isEmpty();
    assertThat(dry).endsWith("would be made or changed; nothing was.\n");

    apply();
    List<String> shown = dry.lines().filter(line -> line.matches("  [+~=] .*")).toList();
    assertThat(platform.printed().lines().filter(line -> line.matches("  [+~=] .*")))
        .containsExactlyElementsOf(shown);
  }

  @Test
  void podIdentityHasAnAssociationForEachServiceAccountOfAJob() {
    platform.file(Fixtures.FILE.replace("platform:\n", "platform:\n  identity: pod-identity\n"));
    platform.aws.providers.clear();

    apply();

    assertThat(platform.aws.associations.keySet())
        .hasSize(6)
        .anyMatch(key -> key.startsWith("team-a/emr-containers-sa-spark-client-123456789012-"))
        .anyMatch(key -> key.startsWith("team-b/emr-containers-sa-spark-executor-123456789012-"));
    apply();
    assertThat(platform.printed()).contains("All is as the file");
  }

  @Test
  void whatSomebodyChangedIsChangedBackAndShown() {
    apply();
    client
        .resourceQuotas()
        .inNamespace("team-a")
        .withName("hearth")
        .edit(
            quota -> {
              quota.getSpec().getHard().put("requests.nvidia.com/gpu", new Quantity("80"));
              return quota;
            });
    client
        .rbac()
        .roles()
        .inNamespace("team-a")
        .withName("hearth-gateway")
        .edit(
            role -> {
              role.getRules().get(1).setVerbs(List.of("*"));
              return role;
            });
    RoleState role = platform.aws.roles.get("hearth-analytics-team-a");
    platform.aws.roles.put(
        "hearth-analytics-team-a",
        new RoleState(
            role.arn(),
            role.trust(),
            role.policy().map(policy -> policy.replace("data/team-a/*", "data/*")),
            role.otherPolicies(),
            role.permissionsBoundary(),
            role.tags()));

    apply();

    assertThat(platform.printed())
        .contains(
            "  ~ resource quota hearth\n      hard.requests.nvidia.com/gpu: 80 -> 8\n",
            "  ~ RBAC role hearth-gateway\n      rights.pods: [*] -> [get, list, watch]\n",
            "policy.UseData.Resource: [arn:aws:s3:::data/*, ",
            "\n3 things made or changed.");
    Role mended = client.rbac().roles().inNamespace("team-a").withName("hearth-gateway").get();
    assertThat(mended.getRules().get(1).getVerbs()).containsExactly("get", "list", "watch");
    apply();
    assertThat(platform.printed()).contains("All is as the file");
  }

  @Test
  void aBindingThatGivesOtherRightsIsMadeAnew() {
    apply();
    client.rbac().roleBindings().inNamespace("team-a").withName("hearth-gateway").delete();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("hearth-gateway")
                .withNamespace("team-a")
                .addToLabels("app.kubernetes.io/managed-by", "hearth")
                .addToLabels("hearth.dev/team", "team-a")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .build())
        .create();

    apply();

    assertThat(platform.printed()).contains("roleRef.name: cluster-admin -> hearth-gateway");
    assertThat(
            client
                .rbac()
                .roleBindings()
                .inNamespace("team-a")
                .withName("hearth-gateway")
                .get()
                .getRoleRef()
                .getName())
        .isEqualTo("hearth-gateway");
  }

  private void makeNamespace(String manager) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("team-a")
                .withLabels(
                    manager.isEmpty() ? Map.of() : Map.of("app.kubernetes.io/managed-by", manager))
                .addToLabels("cost-centre", "42")
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void aNamespaceThatSomethingElseManagesIsNotTakenOver() {
    makeNamespace("Helm");

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(platform.complained())
        .contains("step 1 of 12, namespace team-a", "is managed by Helm", "--adopt");
    assertThat(platform.aws.changes).isEmpty();
  }

  @Test
  void adoptedItKeepsItsOwnLabelsAndIsMarkedAsAdopted() {
    makeNamespace("Helm");

    assertThat(platform.run("apply", "FILE", "--adopt")).isEqualTo(ExitCode.OK);

    assertThat(platform.printed()).contains("app.kubernetes.io/managed-by: Helm -> hearth");
    assertThat(client.namespaces().withName("team-a").get().getMetadata().getLabels())
        .containsEntry("cost-centre", "42")
        .containsEntry("hearth.dev/adopted", "true");
    apply();
    assertThat(platform.printed()).contains("All is as the file");
  }

  @Test
  void aNamespaceOfNobodyIsTaken() {
    makeNamespace("");

    apply();

    assertThat(client.namespaces().withName("team-a").get().getMetadata().getLabels())
        .containsEntry("hearth.dev/adopted", "true");
  }

  @Test
  void aRoleThatWasThereIsNotTouchedUnlessAdopted() {
    platform.aws.roles.put(
        "hearth-analytics-team-a",
        new RoleState(
            "arn:aws:iam::123456789012:role/hearth-analytics-team-a",
            "{\"Statement\": []}",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of()));

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained()).contains("was not made by Hearth", "--adopt");

    assertThat(platform.run("apply", "FILE", "--adopt")).isEqualTo(ExitCode.OK);
    assertThat(platform.aws.changes)
        .contains(
            "trust of hearth-analytics-team-a",
            "policy of hearth-analytics-team-a",
            "tags of hearth-analytics-team-a");
  }

  @Test
  void aFailureSaysWhichStepAndWhatWasDoneAndTheNextRunGoesOn() {
    platform.aws.failing = Optional.of("create role");

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained())
        .contains(
            "team team-a, step 11 of 12, IAM role hearth-analytics-team-a: AWS says no",
            "Done before it: namespace team-a, resource quota hearth,",
            "Apply can be run again.");

    apply();
    assertThat(platform.printed())
        .contains("  = namespace team-a", "  + IAM role hearth-analytics-team-a");
  }

  @Test
  void aVirtualClusterThatLostItsNamespaceIsReplaced() {
    apply();
    String old = platform.aws.virtualClusters.keySet().iterator().next();
    platform.aws.state(old, "ARRESTED");

    apply();

    assertThat(platform.printed()).contains("state: ARRESTED -> RUNNING");
    assertThat(platform.aws.virtualClusters.get(old).state()).isEqualTo("TERMINATED");
    assertThat(platform.aws.virtualClusters.values())
        .filteredOn(found -> found.namespace().equals("team-a"))
        .extracting(VirtualCluster::state)
        .containsExactlyInAnyOrder("TERMINATED", "RUNNING");
  }

  @Test
  void aNewVirtualClusterWaitsForTheEndOfTheOldOne() {
    apply();
    String old = platform.aws.virtualClusters.keySet().iterator().next();
    platform.aws.state(old, "TERMINATING");

    apply();

    assertThat(platform.printed()).contains("  + virtual cluster analytics-team-a");
  }

  @Test
  void theFileMustNameTheVirtualClusterThatIsThere() {
    apply();
    String there = platform.aws.virtualClusters.keySet().iterator().next();
    platform.file(Fixtures.FILE.replace("description: Mortgage risk", "virtual-cluster: " + there));
    apply();
    assertThat(platform.printed()).doesNotContain("virtual-cluster: " + there);

    platform.file(
        Fixtures.FILE.replace("description: Mortgage risk", "virtual-cluster: elsewhere"));
    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained())
        .contains("virtual cluster elsewhere does not exist", "virtual-cluster: " + there);
  }

  @Test
  void aVirtualClusterThatDoesNotExistIsRefusedBeforeAnythingIsMadeOfAnyTeam() {
    platform.file(
        Fixtures.FILE.replace("{description: Card fraud}", "{virtual-cluster: elsewhere}"));

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(platform.complained())
        .contains(
            "team team-b, virtual cluster analytics-team-b: the file's virtual cluster elsewhere"
                + " does not exist",
            "Take the line virtual-cluster out of teams.team-b",
            "Nothing was changed.");
    assertThat(platform.kubernetesChanges()).isEmpty();
    assertThat(platform.aws.changes).isEmpty();

    assertThat(platform.run("apply", "FILE", "--team", "team-a"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void aBucketIsNeverMade() {
    platform.aws.bucket = Buckets.Access.MISSING;

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained())
        .contains("there is no bucket analytics-hearth", "aws s3 mb s3://analytics-hearth");
  }

  @Test
  void oneTeamAloneIsMadeIfAskedFor() {
    assertThat(platform.run("apply", "FILE", "--team", "team-b")).isEqualTo(ExitCode.OK);
    assertThat(client.namespaces().withName("team-a").get()).isNull();

    assertThat(platform.run("apply", "FILE", "--team", "team-c")).isEqualTo(ExitCode.USAGE);
    assertThat(platform.complained()).contains("There are: team-a, team-b");
  }

  @Test
  void credentialsOfAnotherAccountChangeNothing() {
    platform.file(Fixtures.FILE.replace("\"123456789012\"", "\"999999999999\""));

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained()).contains("of the account 123456789012", "999999999999");
  }

  @Test
  void aContextOfAnotherClusterChangesNothing() {
    platform.aws.cluster =
        Optional.of(
            new EksCluster(
                "analytics",
                "arn",
                "ACTIVE",
                Optional.of("https://ABC.gr7.eu-west-1.eks.amazonaws.com"),
                Optional.of("https://" + dev.hearth.onboarding.aws.AccountInMemory.ISSUER),
                true));

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained()).contains("aws eks update-kubeconfig --name analytics");
    assertThat(platform.kubernetesChanges()).isEmpty();

    assertThat(platform.run("apply", "FILE", "--any-endpoint")).isEqualTo(ExitCode.OK);
  }

  @Test
  void aClusterWithoutItsOpenIdProviderIsNotReadyForIrsa() {
    platform.aws.providers.clear();

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained()).contains("eksctl utils associate-iam-oidc-provider");
  }

  @Test
  void teamsThatShareANamespaceAreRefused() {
    platform.file(Fixtures.FILE.replace("description: Card fraud", "namespace: team-a"));

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.USAGE);
    assertThat(platform.complained())
        .contains("teams.team-b.namespace is 'team-a', as is that of team-a");
  }

  @Test
  void aFileWithoutAPlatformSaysWhereToFindAnExample() {
    platform.file("teams: {a: {description: x}}");

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.USAGE);
    assertThat(platform.complained()).contains("no section platform", "docs/onboarding.md");
  }

  @Test
  void aWrongFileIsRefusedAsTheGatewayRefusesIt() {
    platform.file(Fixtures.FILE.replace("region:", "regoin:"));

    assertThat(platform.run("apply", "FILE")).isEqualTo(ExitCode.USAGE);
    assertThat(platform.complained()).contains("in teams.yaml: platform.region is missing");
  }
}
