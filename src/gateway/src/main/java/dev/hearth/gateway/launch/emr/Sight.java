package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.emr.PodView.Role;
import java.util.List;
import java.util.Optional;

/** A job run's pods, and what the cluster tells of them, at one moment. */
record Sight(List<PodView> pods, List<PodEvent> events) {
  static final Sight NOTHING = new Sight(List.of(), List.of());

  Sight {
    pods = List.copyOf(pods);
    events = List.copyOf(events);
  }

  /** The newest, if there were several. */
  Optional<PodView> driver() {
    return pods(Role.DRIVER).stream().reduce((first, second) -> second);
  }

  List<PodView> pods(Role role) {
    return pods.stream().filter(pod -> pod.role() == role).toList();
  }

  /** The last event of that kind of a pod. */
  Optional<PodEvent> event(PodView pod, String reason) {
    return events.stream()
        .filter(event -> event.pod().equals(pod.name()) && event.reason().equals(reason))
        .reduce((first, second) -> second);
  }
}
