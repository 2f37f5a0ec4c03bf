package dev.hearth.demo.kube;

import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;

/**
 * What a cluster of EKS has before any team comes: where its pods find the API server, Karpenter's
 * node pools, and the gateway's service account. The addresses are as such a cluster has them; no
 * process of the stand-in dials them.
 */
final class Furnishing {
  private static final String GATEWAY_NAMESPACE = "hearth";
  private static final String GATEWAY_ACCOUNT = "hearth-gateway";
  private static final String KUBERNETES = "kubernetes";
  private static final String API_SERVICE = "172.20.0.1";
  private static final List<String> API_SERVERS = List.of("10.42.96.21", "10.42.128.34");
  private static final int HTTPS = 443;

  private static final ResourceDefinitionContext NODE_POOLS =
      new ResourceDefinitionContext.Builder()
          .withGroup("karpenter.sh")
          .withVersion("v1")
          .withKind("NodePool")
          .withPlural("nodepools")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;

  Furnishing(KubernetesClient client) {
    this.client = client;
  }

  void create() {
    for (String namespace : List.of("default", "kube-system", GATEWAY_NAMESPACE)) {
      createNamespace(namespace);
    }
    apiServer();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(GATEWAY_ACCOUNT)
                .withNamespace(GATEWAY_NAMESPACE)
                .endMetadata()
                .build())
        .create();
    nodePool("spark-driver", "driver");
    nodePool("spark-cpu", "cpu");
    nodePool("spark-gpu", "gpu");
  }

  void createNamespace(String name) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/metadata.name", name)
                .endMetadata()
                .withNewStatus()
                .withPhase("Active")
                .endStatus()
                .build())
        .create();
  }

  private void apiServer() {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(KUBERNETES)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withClusterIP(API_SERVICE)
                .addNewPort()
                .withName("https")
                .withPort(HTTPS)
                .endPort()
                .endSpec()
                .build())
        .create();
    client
        .resource(
            new EndpointsBuilder()
                .withNewMetadata()
                .withName(KUBERNETES)
                .withNamespace("default")
                .endMetadata()
                .addNewSubset()
                .addNewAddress()
                .withIp(API_SERVERS.get(0))
                .endAddress()
                .addNewAddress()
                .withIp(API_SERVERS.get(1))
                .endAddress()
                .addNewPort()
                .withName("https")
                .withPort(HTTPS)
                .endPort()
                .endSubset()
                .build())
        .create();
  }

  private void nodePool(String name, String pool) {
    GenericKubernetesResource made = new GenericKubernetesResource();
    made.setApiVersion("karpenter.sh/v1");
    made.setKind("NodePool");
    made.setMetadata(new ObjectMetaBuilder().withName(name).build());
    made.setAdditionalProperty(
        "spec",
        Map.of("template", Map.of("metadata", Map.of("labels", Map.of("hearth.dev/pool", pool)))));
    client.genericKubernetesResources(NODE_POOLS).resource(made).create();
  }
}
