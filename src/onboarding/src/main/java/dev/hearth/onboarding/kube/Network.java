package dev.hearth.onboarding.kube;

import dev.hearth.gateway.team.config.RoleIdentity;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;

/** Whom a team's pods may talk to. */
final class Network {
  static final String NAME = "hearth";

  /** Private, shared and link-local addresses; the last has the instance metadata. */
  private static final List<String> INSIDE =
      List.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

  private static final String NODE_LOCAL_DNS = "169.254.20.10/32";
  private static final String POD_IDENTITY_AGENT = "169.254.170.23/32";
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final int HTTPS = 443;
  private static final LabelSelector ALL_PODS = new LabelSelector();

  private Network() {}

  /**
   * @param apiServer without which a driver cannot ask for executors
   */
  static NetworkPolicy policy(TeamPlace place, List<ApiServer> apiServer) {
    List<NetworkPolicyEgressRule> egress = new ArrayList<>();
    egress.add(rule(List.of(ownPods()), List.of()));
    egress.add(
        rule(
            List.of(
                namespace(
                    "kube-system",
                    new LabelSelectorBuilder().addToMatchLabels("k8s-app", "kube-dns").build()),
                range(NODE_LOCAL_DNS)),
            List.of(port("UDP", 53), port("TCP", 53))));
    egress.add(
        rule(
            List.of(namespace(place.platform().gateway().namespace(), null)),
            List.of(port("TCP", place.platform().gateway().port()))));
    apiServer.stream()
        .filter(server -> !isPrivateEndpoint(place, server))
        .forEach(
            server ->
                egress.add(
                    rule(List.of(range(server.cidr())), List.of(port("TCP", server.port())))));
    if (!place.platform().privateEndpoints().isEmpty()) {
      egress.add(
          rule(
              place.platform().privateEndpoints().stream().map(Network::range).toList(),
              List.of(port("TCP", HTTPS))));
    }
    if (place.platform().identity() == RoleIdentity.POD_IDENTITY) {
      egress.add(rule(List.of(range(POD_IDENTITY_AGENT)), List.of(port("TCP", 80))));
    }
    egress.add(
        rule(
            List.of(
                new NetworkPolicyPeerBuilder()
                    .withNewIpBlock()
                    .withCidr("0.0.0.0/0")
                    .withExcept(INSIDE)
                    .endIpBlock()
                    .build()),
            List.of(port("TCP", HTTPS))));
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(place.namespace())
        .withLabels(Marks.LABELS.of(place.name()))
        .endMetadata()
        .withNewSpec()
        .withPodSelector(ALL_PODS)
        .withPolicyTypes("Egress", "Ingress")
        .addNewIngress()
        .addToFrom(ownPods())
        .endIngress()
        .withEgress(egress)
        .endSpec()
        .build();
  }

  /**
   * Whether a rule for private endpoints reaches it: its address may change within their ranges.
   */
  private static boolean isPrivateEndpoint(TeamPlace place, ApiServer server) {
    return server.port() == HTTPS
        && place.platform().privateEndpoints().stream()
            .anyMatch(range -> IpRange.of(range).contains(IpRange.of(server.cidr())));
  }

  private static NetworkPolicyPeer ownPods() {
    return new NetworkPolicyPeerBuilder().withPodSelector(ALL_PODS).build();
  }

  private static NetworkPolicyPeer namespace(String name, LabelSelector pods) {
    return new NetworkPolicyPeerBuilder()
        .withNamespaceSelector(
            new LabelSelectorBuilder().addToMatchLabels(NAMESPACE_NAME, name).build())
        .withPodSelector(pods)
        .build();
  }

  private static NetworkPolicyPeer range(String cidr) {
    return new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(cidr).endIpBlock().build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPort(null, new IntOrString(port), protocol);
  }

  private static NetworkPolicyEgressRule rule(
      List<NetworkPolicyPeer> to, List<NetworkPolicyPort> ports) {
    return new NetworkPolicyEgressRuleBuilder().withTo(to).withPorts(ports).build();
  }
}
