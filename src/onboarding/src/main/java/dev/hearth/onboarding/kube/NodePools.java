package dev.hearth.onboarding.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The pools of nodes that sessions can run on. */
public final class NodePools {
  /** By which profiles choose nodes. */
  public static final String LABEL = "hearth.dev/pool";

  private static final int NOT_FOUND = 404;

  private static final ResourceDefinitionContext KARPENTER =
      new ResourceDefinitionContext.Builder()
          .withGroup("karpenter.sh")
          .withVersion("v1")
          .withKind("NodePool")
          .withPlural("nodepools")
          .withNamespaced(false)
          .build();

  private NodePools() {}

  /** Those of nodes that are there, and of nodes that Karpenter would make. */
  public static List<String> of(KubernetesClient client) {
    TreeSet<String> pools = new TreeSet<>();
    for (Node node : client.nodes().withLabel(LABEL).list().getItems()) {
      pools.add(node.getMetadata().getLabels().get(LABEL));
    }
    for (GenericKubernetesResource pool : karpenter(client)) {
      Object labels = pool.get("spec", "template", "metadata", "labels");
      if (labels instanceof Map<?, ?> map && map.get(LABEL) != null) {
        pools.add(map.get(LABEL).toString());
      }
    }
    return List.copyOf(pools);
  }

  private static List<GenericKubernetesResource> karpenter(KubernetesClient client) {
    try {
      return client.genericKubernetesResources(KARPENTER).list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        return List.of(); // a cluster without Karpenter
      }
      throw e;
    }
  }
}
