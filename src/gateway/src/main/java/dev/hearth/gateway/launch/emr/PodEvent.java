package dev.hearth.gateway.launch.emr;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a part of the cluster has told of a pod.
 *
 * @param reason as Kubernetes and Karpenter have it, e.g. {@code Pulling}, {@code Nominated}
 * @param at when it was told last
 */
record PodEvent(String pod, String reason, String message, Instant at) {

  /** Empty if it is not of a pod. */
  static Optional<PodEvent> of(Event event) {
    return Optional.ofNullable(event.getInvolvedObject())
        .filter(object -> "Pod".equals(object.getKind()) && object.getName() != null)
        .map(
            object ->
                new PodEvent(
                    object.getName(),
                    Optional.ofNullable(event.getReason()).orElse(""),
                    Optional.ofNullable(event.getMessage()).orElse(""),
                    at(event)));
  }

  private static Instant at(Event event) {
    return Optional.ofNullable(event.getLastTimestamp())
        .or(() -> Optional.ofNullable(event.getFirstTimestamp()))
        .or(() -> Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime))
        .or(() -> Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
        .flatMap(PodEvent::parsed)
        .orElse(Instant.EPOCH);
  }

  private static Optional<Instant> parsed(String time) {
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // it is only for order
    }
  }
}
