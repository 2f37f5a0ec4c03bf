package dev.hearth.onboarding.kube;

import dev.hearth.gateway.team.config.Platform.GatewayPlace;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Whether the gateway's service account has its rights, asked of the API server. */
public final class GatewayRights {
  private GatewayRights() {}

  /** Those that it lacks in a team's namespace, as {@code <verb> <resource>}. */
  public static List<String> missing(KubernetesClient client, TeamPlace place) {
    List<String> missing = new ArrayList<>();
    for (PolicyRule rule : Manifests.gatewayRules()) {
      for (String resource : rule.getResources()) {
        for (String verb : rule.getVerbs()) {
          if (!mayDo(client, place, verb, resource)) {
            missing.add(verb + " " + resource);
          }
        }
      }
    }
    return missing;
  }

  private static boolean mayDo(
      KubernetesClient client, TeamPlace place, String verb, String resource) {
    GatewayPlace gateway = place.platform().gateway();
    String[] parts = resource.split("/", 2);
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(
                "system:serviceaccount:" + gateway.namespace() + ":" + gateway.serviceAccount())
            // Rights may have been given to all service accounts as well.
            .withGroups(
                "system:serviceaccounts",
                "system:serviceaccounts:" + gateway.namespace(),
                "system:authenticated")
            .withNewResourceAttributes()
            .withNamespace(place.namespace())
            .withVerb(verb)
            .withResource(parts[0])
            .withSubresource(parts.length > 1 ? parts[1] : null)
            .endResourceAttributes()
            .endSpec()
            .build();
    SubjectAccessReview answer = client.authorization().v1().subjectAccessReview().create(review);
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }
}
