package dev.hearth.onboarding.kube;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An address at which pods reach the API server.
 *
 * @param cidr of the one address
 */
record ApiServer(String cidr, int port) {
  private static final String NAMESPACE = "default";
  private static final String NAME = "kubernetes";
  private static final int HTTPS = 443;

  /** As the cluster tells its pods: the service, and the addresses behind it. */
  static List<ApiServer> of(KubernetesClient client) {
    List<ApiServer> servers = new ArrayList<>();
    Service service = client.services().inNamespace(NAMESPACE).withName(NAME).get();
    if (service != null && service.getSpec() != null && service.getSpec().getClusterIP() != null) {
      servers.add(new ApiServer(service.getSpec().getClusterIP() + "/32", HTTPS));
    }
    Endpoints endpoints = client.endpoints().inNamespace(NAMESPACE).withName(NAME).get();
    if (endpoints != null) {
      for (EndpointSubset subset : endpoints.getSubsets()) {
        for (EndpointAddress address : subset.getAddresses()) {
          for (EndpointPort port : subset.getPorts()) {
            servers.add(new ApiServer(address.getIp() + "/32", port.getPort()));
          }
        }
      }
    }
    return servers.stream()
        .distinct()
        .sorted(Comparator.comparing(ApiServer::cidr).thenComparing(ApiServer::port))
        .toList();
  }
}
