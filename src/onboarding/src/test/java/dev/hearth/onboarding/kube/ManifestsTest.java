package dev.hearth.onboarding.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.onboarding.Fixtures;
import dev.hearth.onboarding.Golden;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private static final TeamPlace TEAM_A = Fixtures.place(Fixtures.teams(), "team-a");
  private static final List<ApiServer> API_SERVER =
      List.of(new ApiServer("10.0.1.5/32", 443), new ApiServer("172.20.0.1/32", 443));

  private static String yaml(Object... objects) {
    return Stream.of(objects).map(Serialization::asYaml).collect(Collectors.joining());
  }

  @Test
  void aNamespaceHasLabelsQuotaAndLimits() {
    Golden.assertSame(
        "namespace.yaml",
        yaml(Manifests.namespace(TEAM_A), Manifests.quota(TEAM_A), Manifests.limits(TEAM_A)));
  }

  @Test
  void aTeamsPodsTalkToNobodyButWhomTheyMust() {
    Golden.assertSame("network-irsa.yaml", yaml(Network.policy(TEAM_A, API_SERVER)));
  }

  @Test
  void withPodIdentityTheyReachItsAgentAndNeverTheInstanceMetadata() {
    TeamPlace place =
        Fixtures.place(
            TeamFile.parse(
                Fixtures.FILE.replace(
                    "platform:\n",
                    "platform:\n  identity: pod-identity\n  private-endpoints: [10.9.0.0/16]\n")),
            "team-a");

    Golden.assertSame("network-pod-identity.yaml", yaml(Network.policy(place, API_SERVER)));
    assertThat(Network.policy(place, API_SERVER).toString()).doesNotContain("169.254.169.254");
  }

  @Test
  void anApiServerWithinThePrivateEndpointsNeedsNoRuleOfItsOwn() {
    TeamPlace place =
        Fixtures.place(
            TeamFile.parse(
                Fixtures.FILE.replace(
                    "platform:\n", "platform:\n  private-endpoints: [10.9.0.0/16, 10.0.0.0/22]\n")),
            "team-a");

    assertThat(
            Network.policy(
                    place,
                    List.of(
                        new ApiServer("10.0.1.5/32", 443),
                        new ApiServer("10.0.4.1/32", 443),
                        new ApiServer("10.9.3.1/32", 6443)))
                .getSpec()
                .getEgress())
        .flatMap(NetworkPolicyEgressRule::getTo)
        .extracting(NetworkPolicyPeer::getIpBlock)
        .filteredOn(Objects::nonNull)
        .extracting(IPBlock::getCidr)
        .contains("10.0.4.1/32", "10.9.3.1/32", "10.0.0.0/22")
        .doesNotContain("10.0.1.5/32");
  }

  @Test
  void emrAndTheGatewayHaveTheirRightsAndNoMore() {
    Golden.assertSame(
        "rights.yaml",
        yaml(
            Manifests.emrRole(TEAM_A),
            Manifests.emrBinding(TEAM_A),
            Manifests.gatewayRole(TEAM_A),
            Manifests.gatewayBinding(TEAM_A)));
  }

  @Test
  void verbsAreThoseThatKubernetesKnows() {
    assertThat(Manifests.emrRole(TEAM_A).getRules())
        .allSatisfy(
            rule ->
                assertThat(rule.getVerbs())
                    .isSubsetOf(
                        "get",
                        "list",
                        "watch",
                        "create",
                        "update",
                        "patch",
                        "delete",
                        "deletecollection"));
  }

  @Test
  void whatATeamDoesNotLimitIsNotLimited() {
    ResourceQuota quota = Manifests.quota(Fixtures.place(Fixtures.teams(), "team-b"));

    assertThat(quota.getSpec().getHard()).isEmpty();
  }

  @Test
  void quantitiesThatAreTheSameAreTheSameHoweverTheyAreWritten() {
    ResourceQuota one = Manifests.quota(TEAM_A);
    ResourceQuota other =
        new ResourceQuotaBuilder(one)
            .editSpec()
            .addToHard("requests.memory", new Quantity("792Gi"))
            .addToHard("requests.cpu", new Quantity("204000m"))
            .endSpec()
            .build();

    assertThat(KubeView.of(one, Set.of())).isEqualTo(KubeView.of(other, Set.of()));
  }
}
