package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Network policies let through what sessions and the gateway need, and no other team. */
class NetworkTest {
  private static final int LINK = 8888;

  private final Manifests built = Kustomize.build("overlays/prod").with(Kustomize.build("teams"));
  private final Eksctl cluster = Manifests.cluster();

  private List<String> teams() {
    return built.of(Namespace.class).stream()
        .filter(one -> one.getMetadata().getLabels().containsKey("hearth.dev/team"))
        .map(one -> one.getMetadata().getName())
        .toList();
  }

  private List<NetworkPolicy> policies(String namespace) {
    return built.of(NetworkPolicy.class).stream()
        .filter(one -> one.getMetadata().getNamespace().equals(namespace))
        .toList();
  }

  private Map<String, String> labels(String namespace) {
    return built.the(Namespace.class, null, namespace).getMetadata().getLabels();
  }

  @Test
  void whatNoPolicyAllowsIsDenied() {
    List<String> namespaces = new ArrayList<>(teams());
    namespaces.add("hearth");
    assertThat(namespaces)
        .hasSize(3)
        .allSatisfy(
            namespace ->
                assertThat(policies(namespace))
                    .anySatisfy(
                        policy -> {
                          assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEmpty();
                          assertThat(policy.getSpec().getPolicyTypes())
                              .containsExactlyInAnyOrder("Ingress", "Egress");
                        }));
  }

  @Test
  void driversReachTheLinkAndTheGatewayLetsThemIn() {
    for (String team : teams()) {
      assertThat(policies(team))
          .flatMap(policy -> policy.getSpec().getEgress())
          .anySatisfy(rule -> assertThat(allowsLink(rule)).isTrue());
    }
    NetworkPolicy gateway = built.the(NetworkPolicy.class, "hearth", "hearth-gateway");
    assertThat(built.gateway().labels())
        .containsAllEntriesOf(gateway.getSpec().getPodSelector().getMatchLabels());
    for (String team : teams()) {
      List<NetworkPolicyIngressRule> fitting =
          gateway.getSpec().getIngress().stream()
              .filter(
                  rule ->
                      rule.getFrom().stream()
                          .map(NetworkPolicyPeer::getNamespaceSelector)
                          .anyMatch(selector -> selector != null && fits(selector, labels(team))))
              .toList();
      assertThat(fitting)
          .singleElement()
          .satisfies(
              rule ->
                  assertThat(rule.getPorts())
                      .singleElement()
                      .satisfies(port -> assertThat(port.getPort().getIntVal()).isEqualTo(LINK)));
    }
  }

  private boolean allowsLink(NetworkPolicyEgressRule rule) {
    return ports(rule.getPorts()).contains(LINK)
        && rule.getTo().stream()
            .anyMatch(
                peer ->
                    peer.getNamespaceSelector() != null
                        && peer.getNamespaceSelector()
                            .getMatchLabels()
                            .equals(Map.of("kubernetes.io/metadata.name", "hearth"))
                        && (peer.getPodSelector() == null
                            || fits(peer.getPodSelector(), built.gateway().labels())));
  }

  private static boolean fits(LabelSelector selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
        && selector.getMatchExpressions().stream()
            .allMatch(
                one -> one.getOperator().equals("Exists") && labels.containsKey(one.getKey()));
  }

  @Test
  void driversAndExecutorsReachEachOtherButNoOtherTeam() {
    for (String team : teams()) {
      List<NetworkPolicyPeer> from =
          policies(team).stream()
              .flatMap(policy -> policy.getSpec().getIngress().stream())
              .flatMap(rule -> rule.getFrom().stream())
              .toList();
      assertThat(from)
          .singleElement()
          .satisfies(
              peer -> {
                assertThat(peer.getNamespaceSelector()).isNull();
                assertThat(peer.getIpBlock()).isNull();
                assertThat(peer.getPodSelector().getMatchLabels()).isEmpty();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr-ml-team-a", "emr-ml-team-b", "hearth"})
  void namesCanBeResolved(String namespace) {
    assertThat(policies(namespace))
        .flatMap(policy -> policy.getSpec().getEgress())
        .anySatisfy(rule -> assertThat(ports(rule.getPorts())).containsExactly(53, 53));
  }

  /** The machine's credentials are behind 169.254.169.254; Pod Identity's agent is not. */
  @ParameterizedTest
  @ValueSource(strings = {"emr-ml-team-a", "emr-ml-team-b", "hearth"})
  void awsIsReachedByTlsAndTheMachinesMetadataIsNot(String namespace) {
    List<NetworkPolicyEgressRule> outside =
        policies(namespace).stream()
            .flatMap(policy -> policy.getSpec().getEgress().stream())
            .filter(
                rule ->
                    blocks(rule).stream().anyMatch(block -> block.getCidr().equals("0.0.0.0/0")))
            .toList();
    assertThat(outside)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(ports(rule.getPorts())).containsExactly(443);
              assertThat(blocks(rule).get(0).getExcept()).contains("169.254.0.0/16");
            });
  }

  /** Both overlays' platforms say identity: pod-identity. */
  @ParameterizedTest
  @ValueSource(strings = {"emr-ml-team-a", "emr-ml-team-b", "hearth"})
  void podsGetTheirRoleFromPodIdentitysAgent(String namespace) {
    assertThat(policies(namespace))
        .flatMap(policy -> policy.getSpec().getEgress())
        .anySatisfy(
            rule -> {
              assertThat(ports(rule.getPorts())).containsExactly(80);
              assertThat(blocks(rule))
                  .singleElement()
                  .satisfies(block -> assertThat(block.getCidr()).isEqualTo("169.254.170.23/32"));
            });
  }

  @Test
  void theGatewayReachesItsDatabase() {
    assertThat(built.the(NetworkPolicy.class, "hearth", "hearth-gateway").getSpec().getEgress())
        .anySatisfy(rule -> assertThat(ports(rule.getPorts())).containsExactly(5432));
  }

  /** Drivers start their executors themselves. */
  @Test
  void driversReachTheApiServer() throws UnknownHostException {
    String service = cluster.kubernetesNetworkConfig().serviceIPv4CIDR();
    for (String team : teams()) {
      List<String> to =
          policies(team).stream()
              .flatMap(policy -> policy.getSpec().getEgress().stream())
              .filter(rule -> ports(rule.getPorts()).contains(443))
              .flatMap(rule -> blocks(rule).stream())
              .map(IPBlock::getCidr)
              .toList();
      assertThat(to).contains(cluster.vpc().cidr());
      assertThat(to).filteredOn(cidr -> cidr.endsWith("/32")).hasSize(1);
      for (String cidr : to) {
        if (cidr.endsWith("/32")) {
          assertThat(within(cidr, service)).as(cidr + " in " + service).isTrue();
        }
      }
    }
  }

  @Test
  void theLoadBalancersSubnetsAreOnesOfTheClusterAndTheSameForTheGateway()
      throws UnknownHostException {
    List<String> letIn =
        built.the(NetworkPolicy.class, "hearth", "hearth-gateway").getSpec().getIngress().stream()
            .flatMap(rule -> rule.getFrom().stream())
            .map(NetworkPolicyPeer::getIpBlock)
            .filter(block -> block != null)
            .map(IPBlock::getCidr)
            .toList();
    assertThat(letIn).hasSameSizeAs(cluster.availabilityZones());
    for (String cidr : letIn) {
      assertThat(within(cidr, cluster.vpc().cidr())).as(cidr).isTrue();
    }
    assertThat(Arrays.asList(OverlaysTest.settings(built).get("HEARTH_TRUSTED_PROXIES").split(",")))
        .isEqualTo(letIn);
  }

  private static List<Integer> ports(List<NetworkPolicyPort> ports) {
    return ports.stream().map(port -> port.getPort().getIntVal()).toList();
  }

  private static List<IPBlock> blocks(NetworkPolicyEgressRule rule) {
    return rule.getTo().stream()
        .map(NetworkPolicyPeer::getIpBlock)
        .filter(block -> block != null)
        .toList();
  }

  private static boolean within(String inner, String outer) throws UnknownHostException {
    int length = length(outer);
    return length(inner) >= length
        && number(inner).shiftRight(32 - length).equals(number(outer).shiftRight(32 - length));
  }

  private static int length(String cidr) {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private static BigInteger number(String cidr) throws UnknownHostException {
    return new BigInteger(
        1, InetAddress.getByName(cidr.substring(0, cidr.indexOf('/'))).getAddress());
  }
}
