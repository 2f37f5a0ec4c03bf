package dev.hearth.demo.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The statuses that a pod goes through, as the scheduler and the kubelet write them. */
public final class PodStatuses {
  private PodStatuses() {}

  /** Not yet looked at by the scheduler. */
  public static PodStatus pending() {
    return new PodStatusBuilder().withPhase("Pending").withQosClass("Burstable").build();
  }

  public static PodStatus unschedulable(String message) {
    return new PodStatusBuilder(pending())
        .withConditions(
            new PodConditionBuilder(condition("PodScheduled", false))
                .withReason("Unschedulable")
                .withMessage(message)
                .build())
        .build();
  }

  /** On a node, where its container waits for something. */
  public static PodStatus waiting(Pod pod, String reason, String message) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewWaiting(message.isEmpty() ? null : message, reason)
            .build();
    return new PodStatusBuilder(pending())
        .withStartTime(now())
        .withHostIP("10.1.0.12")
        .withConditions(condition("PodScheduled", true), condition("Ready", false))
        .withContainerStatuses(container(pod, state, false))
        .build();
  }

  public static PodStatus creating(Pod pod) {
    return waiting(pod, "ContainerCreating", "");
  }

  public static PodStatus running(Pod pod) {
    ContainerState state =
        new ContainerStateBuilder().withNewRunning().withStartedAt(now()).endRunning().build();
    return new PodStatusBuilder(creating(pod))
        .withPhase("Running")
        .withPodIP("127.0.0.1")
        .withConditions(condition("PodScheduled", true), condition("Ready", true))
        .withContainerStatuses(container(pod, state, true))
        .build();
  }

  /** Its container has ended. */
  public static PodStatus terminated(Pod pod, int code) {
    return terminated(pod, code, code == 0 ? "Completed" : "Error");
  }

  public static PodStatus terminated(Pod pod, int code, String reason) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(code)
            .withReason(reason)
            .withFinishedAt(now())
            .endTerminated()
            .build();
    return new PodStatusBuilder(creating(pod))
        .withPhase(code == 0 ? "Succeeded" : "Failed")
        .withContainerStatuses(container(pod, state, false))
        .build();
  }

  /** Taken away with its node. */
  public static PodStatus disrupted(Pod pod, int code, String message) {
    return new PodStatusBuilder(terminated(pod, code, "Error"))
        .addToConditions(
            new PodConditionBuilder(condition("DisruptionTarget", true))
                .withReason("TerminationByKubelet")
                .withMessage(message)
                .build())
        .withReason("Terminated")
        .withMessage(message)
        .build();
  }

  private static ContainerStatus container(Pod pod, ContainerState state, boolean ready) {
    var main = pod.getSpec().getContainers().get(0);
    return new ContainerStatusBuilder()
        .withName(main.getName())
        .withImage(main.getImage())
        .withReady(ready)
        .withStarted(ready)
        .withRestartCount(0)
        .withState(state)
        .build();
  }

  private static PodCondition condition(String type, boolean status) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status ? "True" : "False")
        .withLastTransitionTime(now())
        .build();
  }

  /** The seconds that Kubernetes keeps. */
  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
