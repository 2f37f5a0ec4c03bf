package dev.hearth.gateway.launch.emr;

import io.fabric8.kubernetes.api.model.Event;
import java.util.Optional;

/**
 * What a part of the cluster has told of a pod.
 *
 * @param reason as Kubernetes and Karpenter have it, e.g. {@code Pulling}, {@code Nominated}
 */
record PodEvent(String pod, String reason, String message) {

  /** Empty if it is not of a pod. */
  static Optional<PodEvent> of(Event event) {
    return Optional.ofNullable(event.getInvolvedObject())
        .filter(object -> "Pod".equals(object.getKind()) && object.getName() != null)
        .map(
            object ->
                new PodEvent(
                    object.getName(),
                    Optional.ofNullable(event.getReason()).orElse(""),
                    Optional.ofNullable(event.getMessage()).orElse("")));
  }
}
