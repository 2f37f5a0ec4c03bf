package dev.hearth.gateway.launch.emr;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is of interest of a session's pod.
 *
 * @param executor its number, if it is an executor
 * @param phase as Kubernetes has it: {@code Pending}, {@code Running}, {@code Succeeded}, {@code
 *     Failed}
 * @param instance the instance type of EC2 that it asks for
 * @param unschedulable why no node takes it
 * @param waiting why its container does not run yet
 * @param ended how its container has ended
 * @param disruption why it is being taken from its node
 */
record PodView(
    String name,
    Role role,
    Optional<String> executor,
    String phase,
    Optional<String> node,
    Optional<String> instance,
    Optional<String> unschedulable,
    Optional<Reason> waiting,
    Optional<Ended> ended,
    Optional<String> disruption) {
  private static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

  /** What it does for its job run. */
  enum Role {
    SUBMITTER,
    DRIVER,
    EXECUTOR
  }

  /**
   * Of a container that waits.
   *
   * @param reason as Kubernetes has it, e.g. {@code ImagePullBackOff}
   */
  record Reason(String reason, String message) {}

  /**
   * @param reason as Kubernetes has it, e.g. {@code OOMKilled}
   */
  record Ended(int exitCode, String reason) {}

  /** Empty if it is nothing that a job run has, such as a pod that only has its labels. */
  static Optional<PodView> of(Pod pod) {
    Map<String, String> labels =
        Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
    return role(labels.get(Labels.COMPONENT)).map(role -> of(pod, role, labels));
  }

  private static PodView of(Pod pod, Role role, Map<String, String> labels) {
    PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    Optional<ContainerState> container = container(status, role);
    return new PodView(
        pod.getMetadata().getName(),
        role,
        Optional.ofNullable(labels.get(Labels.EXECUTOR)),
        Optional.ofNullable(status.getPhase()).orElse("Pending"),
        Optional.ofNullable(pod.getSpec().getNodeName()),
        Optional.ofNullable(pod.getSpec().getNodeSelector()).map(s -> s.get(INSTANCE_TYPE)),
        condition(status, "PodScheduled")
            .filter(c -> "False".equals(c.getStatus()) && "Unschedulable".equals(c.getReason()))
            .map(c -> text(c.getMessage())),
        container
            .map(ContainerState::getWaiting)
            .map(w -> new Reason(text(w.getReason()), text(w.getMessage()))),
        container
            .map(ContainerState::getTerminated)
            .map(t -> new Ended(t.getExitCode(), text(t.getReason()))),
        condition(status, "DisruptionTarget")
            .filter(c -> "True".equals(c.getStatus()))
            .map(c -> text(c.getReason())));
  }

  private static Optional<Role> role(String component) {
    if ("driver".equals(component)) {
      return Optional.of(Role.DRIVER);
    }
    if ("executor".equals(component)) {
      return Optional.of(Role.EXECUTOR);
    }
    return "job.submitter".equals(component) ? Optional.of(Role.SUBMITTER) : Optional.empty();
  }

  /** Spark's, not that of a sidecar; init containers count while they run. */
  private static Optional<ContainerState> container(PodStatus status, Role role) {
    List<ContainerStatus> init =
        Optional.ofNullable(status.getInitContainerStatuses()).orElse(List.of());
    List<ContainerStatus> main =
        Optional.ofNullable(status.getContainerStatuses()).orElse(List.of());
    String name = "spark-kubernetes-" + (role == Role.EXECUTOR ? "executor" : "driver");
    Optional<ContainerState> unfinished =
        init.stream()
            .map(ContainerStatus::getState)
            .filter(state -> state != null && state.getWaiting() != null)
            .filter(state -> !"PodInitializing".equals(state.getWaiting().getReason()))
            .findFirst();
    return unfinished.or(
        () ->
            main.stream()
                .filter(c -> role == Role.SUBMITTER || name.equals(c.getName()))
                .map(ContainerStatus::getState)
                .filter(state -> state != null)
                .findFirst());
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  boolean running() {
    return phase.equals("Running") && ended.isEmpty() && waiting.isEmpty();
  }

  /** Whether something of it may still run. */
  boolean alive() {
    return phase.equals("Pending") || phase.equals("Running");
  }
}
