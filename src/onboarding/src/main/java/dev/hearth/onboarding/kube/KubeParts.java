package dev.hearth.onboarding.kube;

import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** All that a team has in Kubernetes, the namespace first. */
public final class KubeParts {
  private final KubernetesClient client;

  public KubeParts(KubernetesClient client) {
    this.client = client;
  }

  /** In the order in which they are made. */
  public List<Part> of(TeamPlace place) {
    return List.of(
        new KubePart(
            client,
            place,
            Manifests.namespace(place),
            "namespace",
            "The team's sessions run in it, apart from other teams'."),
        new KubePart(
            client,
            place,
            Manifests.quota(place),
            "resource quota",
            "It holds the team's quota also against who goes around the gateway."),
        new KubePart(
            client,
            place,
            Manifests.limits(place),
            "limit range",
            "With a quota, pods whose containers say no requests are refused; it gives them some."),
        new KubePart(
            client,
            place,
            Network.policy(place, ApiServer.of(client)),
            "network policy",
            "It keeps code of cells from other teams' pods and from the node's own role."),
        new KubePart(
            client,
            place,
            Manifests.emrRole(place),
            "RBAC role",
            "EMR starts the pods of a job by it."),
        new KubePart(
            client,
            place,
            Manifests.emrBinding(place),
            "RBAC binding",
            "EMR starts the pods of a job by it."),
        new KubePart(
            client,
            place,
            Manifests.gatewayRole(place),
            "RBAC role",
            "The gateway hands sessions their token by it, and sees how their pods start."),
        new KubePart(
            client,
            place,
            Manifests.gatewayBinding(place),
            "RBAC binding",
            "The gateway hands sessions their token by it, and sees how their pods start."));
  }
}
