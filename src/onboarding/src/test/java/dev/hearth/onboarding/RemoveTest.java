package dev.hearth.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.client.ExitCode;
import dev.hearth.onboarding.aws.VirtualClusters.JobRun;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class RemoveTest {
  @TempDir Path folder;
  KubernetesMockServer server;
  KubernetesClient client;
  private TestPlatform platform;

  @BeforeEach
  void open() {
    platform = new TestPlatform(folder, server, client);
  }

  private void applied() {
    assertThat(platform.run("apply", "FILE")).as(platform.complained()).isEqualTo(ExitCode.OK);
    platform.kubernetesChanges();
    platform.aws.changes.clear();
  }

  @Test
  void takesAwayWhatApplyMadeForThatTeamTheNamespaceLast() {
    applied();

    assertThat(platform.typing("team-a\n", "remove", "team-a", "--file", "FILE"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);

    Golden.assertSame("remove-output.txt", platform.printed());
    assertThat(platform.aws.changes)
        .containsExactly("delete virtual cluster vc1", "delete role hearth-analytics-team-a");
    assertThat(platform.kubernetesChanges())
        .hasSize(8)
        .last()
        .isEqualTo("DELETE /api/v1/namespaces/team-a");
    assertThat(client.namespaces().withName("team-b").get()).isNotNull();
    assertThat(platform.aws.roles).containsOnlyKeys("hearth-analytics-team-b");
  }

  @Test
  void aFileThatNamesWhatGoesIsNoObstacleNeitherBeforeNorAfterwards() {
    applied();
    platform.file(
        Fixtures.FILE.replace(
            "    description: Mortgage risk",
            "    virtual-cluster: " + platform.aws.virtualClusters.keySet().iterator().next()));

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);
    assertThat(platform.aws.changes).contains("delete virtual cluster vc1");
    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes", "--delete-logs"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);
    assertThat(platform.aws.logGroups).hasSize(1);
  }

  @Test
  void logsGoOnlyIfAskedFor() {
    applied();
    platform.run("remove", "team-a", "--file", "FILE", "--yes");
    assertThat(platform.aws.logGroups).hasSize(2);

    assertThat(platform.run("remove", "team-b", "--file", "FILE", "--yes", "--delete-logs"))
        .isEqualTo(ExitCode.OK);
    assertThat(platform.aws.logGroups).containsOnlyKeys("/emr-on-eks-logs/analytics/team-a");
  }

  @Test
  void whoDoesNotTypeTheNameRemovesNothing() {
    applied();

    for (String typed : new String[] {"", "yes\n", "team-b\n"}) {
      assertThat(platform.typing(typed, "remove", "team-a", "--file", "FILE"))
          .isEqualTo(ExitCode.USAGE);
    }

    assertThat(platform.complained()).contains("nothing was removed");
    assertThat(platform.kubernetesChanges()).isEmpty();
    assertThat(platform.aws.changes).isEmpty();
  }

  @Test
  void refusesWhileSessionsRunAndListsThem() {
    applied();
    platform.aws.jobRuns.put(
        "r1", new JobRun("r1", "hearth-0a1b2c3d-s1", "RUNNING", Optional.of("ada")));

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(platform.complained())
        .contains("r1 RUNNING hearth-0a1b2c3d-s1 of ada", "--stop-sessions");
    assertThat(platform.aws.changes).isEmpty();
  }

  @Test
  void stopsSessionsIfAskedAndWaitsForTheirEnd() {
    applied();
    platform.aws.jobRuns.put("r1", new JobRun("r1", "one", "RUNNING", Optional.empty()));
    platform.aws.jobRuns.put("r2", new JobRun("r2", "two", "CANCEL_PENDING", Optional.empty()));

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes", "--stop-sessions"))
        .isEqualTo(ExitCode.OK);

    assertThat(platform.printed()).contains("- job run r1 RUNNING one");
    assertThat(platform.aws.changes)
        .containsExactly(
            "cancel r1", "delete virtual cluster vc1", "delete role hearth-analytics-team-a");
  }

  @Test
  void whatWasThereBeforeHearthStays() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("team-a").endMetadata().build())
        .create();
    applied();

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes")).isEqualTo(ExitCode.OK);

    assertThat(platform.printed()).contains("= namespace team-a: it was there before Hearth");
    assertThat(client.namespaces().withName("team-a").get()).isNotNull();
    assertThat(client.rbac().roles().inNamespace("team-a").list().getItems()).isEmpty();
  }

  @Test
  void aTeamThatHasNothingIsSaidToHaveNothing() {
    assertThat(platform.run("remove", "team-a", "--file", "FILE")).isEqualTo(ExitCode.OK);
    assertThat(platform.printed()).contains("Nothing of the team team-a is Hearth's to remove.");
  }

  @Test
  void aFailureSaysWhatIsGoneAndTheNextRunGoesOn() {
    applied();
    platform.aws.failing = Optional.of("delete role");

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.complained())
        .contains(
            "IAM role hearth-analytics-team-a: AWS says no",
            "Removed before it: virtual cluster analytics-team-a.");

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes")).isEqualTo(ExitCode.OK);
    assertThat(client.namespaces().withName("team-a").get()).isNull();
  }

  /** The file as it is in use: with the line that apply has printed. */
  private void appliedAndNamed() {
    applied();
    platform.file(Fixtures.FILE.replace("description: Mortgage risk", "virtual-cluster: vc1"));
  }

  @Test
  void aVirtualClusterThatTheFileNamesGoesWithAllElse() {
    appliedAndNamed();

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);

    assertThat(platform.aws.changes)
        .containsExactly("delete virtual cluster vc1", "delete role hearth-analytics-team-a");
    assertThat(client.namespaces().withName("team-a").get()).isNull();
  }

  @Test
  void oneThatTheFileNamesAndThatIsGoneAlreadyDoesNotHoldUpTheRest() {
    appliedAndNamed();
    platform.aws.failing = Optional.of("delete role");
    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(platform.aws.virtualClusters.get("vc1").state()).isEqualTo("TERMINATED");

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);

    assertThat(platform.aws.roles).containsOnlyKeys("hearth-analytics-team-b");
    assertThat(client.namespaces().withName("team-a").get()).isNull();
  }

  @Test
  void oneThatTheFileNamesAndThatEmrHasForgottenDoesNotHoldUpTheRest() {
    appliedAndNamed();
    platform.aws.virtualClusters.remove("vc1");

    assertThat(platform.run("remove", "team-a", "--file", "FILE", "--yes"))
        .as(platform.complained())
        .isEqualTo(ExitCode.OK);

    assertThat(platform.aws.changes).containsExactly("delete role hearth-analytics-team-a");
    assertThat(client.namespaces().withName("team-a").get()).isNull();
  }
}
