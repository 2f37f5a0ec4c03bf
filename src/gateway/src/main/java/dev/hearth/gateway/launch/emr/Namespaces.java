package dev.hearth.gateway.launch.emr;

import static java.util.stream.Collectors.groupingBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at what job runs have in the teams' namespaces. Looking again every few seconds is less
 * than a watch would tell, but needs no connection that may silently stall, and one look at a
 * namespace is for all its sessions. Safe from any thread; calls block.
 */
final class Namespaces {
  private static final int MOST_LOG_BYTES = 4 << 20;

  private final KubernetesClient cluster;

  Namespaces(KubernetesClient cluster) {
    this.cluster = cluster;
  }

  /**
   * By job run.
   *
   * @param withEvents whether they are asked for, too
   * @throws dev.hearth.gateway.error.Unavailable if the cluster does not tell
   */
  Map<String, Sight> look(String namespace, boolean withEvents) {
    try {
      List<Pod> pods =
          cluster.pods().inNamespace(namespace).withLabel(Labels.JOB_RUN).list().getItems();
      List<PodEvent> events = withEvents ? events(namespace) : List.of();
      Map<String, Sight> sights = new HashMap<>();
      pods.stream()
          .sorted(Comparator.comparing(Namespaces::createdAt))
          .collect(groupingBy(pod -> pod.getMetadata().getLabels().get(Labels.JOB_RUN)))
          .forEach((run, ofRun) -> sights.put(run, sight(ofRun, events)));
      return sights;
    } catch (KubernetesClientException e) {
      throw ClusterFailure.of("look at pods", namespace, e);
    }
  }

  private static String createdAt(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).orElse("");
  }

  private static Sight sight(List<Pod> pods, List<PodEvent> events) {
    List<PodView> views = new ArrayList<>();
    pods.forEach(pod -> PodView.of(pod).ifPresent(views::add));
    // Executors that are lost are removed by Spark; what was said of them stays for an hour.
    Optional<String> executors =
        pods.stream()
            .map(pod -> pod.getMetadata().getLabels().get(Labels.SESSION))
            .filter(session -> session != null && session.length() >= 8)
            .findFirst()
            .map(session -> JobRunRequest.podNamePrefix(session) + "-exec-");
    return new Sight(
        views,
        events.stream()
            .filter(
                event ->
                    views.stream().anyMatch(view -> view.name().equals(event.pod()))
                        || executors.filter(event.pod()::startsWith).isPresent())
            .toList());
  }

  private List<PodEvent> events(String namespace) {
    return cluster.v1().events().inNamespace(namespace).list().getItems().stream()
        .flatMap(event -> PodEvent.of(event).stream())
        .sorted(Comparator.comparing(PodEvent::at))
        .toList();
  }

  /** The last lines of what a pod's container has written; empty if there is no such pod. */
  Optional<String> log(String namespace, String pod, String container, int lines) {
    try {
      return Optional.ofNullable(
              cluster
                  .pods()
                  .inNamespace(namespace)
                  .withName(pod)
                  .inContainer(container)
                  .limitBytes(MOST_LOG_BYTES)
                  .tailingLines(lines)
                  .getLog())
          .map(log -> LogEnd.of(log, lines))
          .filter(log -> !log.isBlank());
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 400) {
        return Optional.empty(); // it is gone, or has not begun
      }
      throw ClusterFailure.of("read a driver's log", namespace, e);
    }
  }
}
