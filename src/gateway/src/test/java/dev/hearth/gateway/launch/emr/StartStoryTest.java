package dev.hearth.gateway.launch.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences of a start, from pods and events as a cluster shows them. */
class StartStoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final StartStory story = new StartStory(NOW);
  private final List<PodEvent> events = new ArrayList<>();

  private List<String> see(Pod... pods) {
    return items(pods).stream().map(StartStory.Item::text).toList();
  }

  private List<StartStory.Item> items(Pod... pods) {
    return story.next(
        new Sight(List.of(pods).stream().flatMap(p -> PodView.of(p).stream()).toList(), events));
  }

  private static PodBuilder pod(String name, String component) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(Labels.JOB_RUN, "run-1")
        .addToLabels(Labels.COMPONENT, component)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withPhase("Pending")
        .endStatus();
  }

  private static PodBuilder executor(String number) {
    return pod("exec-" + number, "executor")
        .editMetadata()
        .addToLabels(Labels.EXECUTOR, number)
        .endMetadata()
        .editSpec()
        .addToNodeSelector("node.kubernetes.io/instance-type", "g5.2xlarge")
        .endSpec();
  }

  private static Pod unschedulable(PodBuilder pod, String message) {
    return pod.editStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withReason("Unschedulable")
        .withMessage(message)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod waiting(PodBuilder pod, String container, String reason, String message) {
    return pod.editSpec()
        .withNodeName("ip-10-1-2-3")
        .endSpec()
        .editStatus()
        .addNewContainerStatus()
        .withName(container)
        .withNewState()
        .withNewWaiting()
        .withReason(reason)
        .withMessage(message)
        .endWaiting()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod running(PodBuilder pod, String container) {
    return pod.editStatus()
        .withPhase("Running")
        .addNewContainerStatus()
        .withName(container)
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  @Test
  void aDriverOnItsWay() {
    assertThat(see(running(pod("submit", "job.submitter"), "job-runner")))
        .containsExactly("EMR submits the driver.");
    assertThat(
            see(
                waiting(
                    pod("drv", "driver"), "spark-kubernetes-driver", "ContainerCreating", null)))
        .containsExactly("The driver has a node: ip-10-1-2-3.");
    events.add(new PodEvent("drv", "Pulling", "Pulling image \"repo/session:1\"", NOW));
    assertThat(
            see(
                waiting(
                    pod("drv", "driver"), "spark-kubernetes-driver", "ContainerCreating", null)))
        .containsExactly("The driver's node pulls the image repo/session:1.");
    events.add(
        new PodEvent(
            "drv",
            "Pulled",
            "Successfully pulled image \"repo/session:1\" in 3m2.5s (3m2.5s ...)",
            NOW));
    assertThat(see(running(pod("drv", "driver"), "spark-kubernetes-driver")))
        .containsExactly(
            "The image was pulled in 3m2.5s.", "The driver's container runs, and dials home.");
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    Pod pod = running(pod("drv", "driver"), "spark-kubernetes-driver");
    assertThat(see(pod)).hasSize(1);
    assertThat(see(pod)).isEmpty();
  }

  @Test
  void executorsWaitForAGpuAndThenForKarpenter() {
    String message = "0/6 nodes are available: 6 Insufficient nvidia.com/gpu.";
    assertThat(see(unschedulable(executor("1"), message), unschedulable(executor("2"), message)))
        .containsExactly("An executor waits for a g5.2xlarge: none of 6 has room, no free GPU.");
    assertThat(story.obstacle()).hasValueSatisfying(o -> assertThat(o).contains("no free GPU"));
    events.add(
        new PodEvent("exec-1", "Nominated", "Pod should schedule on: nodeclaim/gpu-x7k2p", NOW));
    assertThat(see(unschedulable(executor("1"), message)))
        .containsExactly("An executor waits: Karpenter launches a g5.2xlarge for it.");
    assertThat(
            see(
                running(executor("1"), "spark-kubernetes-executor"),
                unschedulable(executor("2"), message)))
        .containsExactly("1 of 2 executors run.");
  }

  @Test
  void spotWithoutCapacityIsSaidWithWhatElseCouldBeDone() {
    events.add(
        new PodEvent(
            "exec-1",
            "FailedScheduling",
            "Failed to schedule pod, launching nodeclaim: InsufficientInstanceCapacity: We"
                + " currently do not have sufficient g5.2xlarge capacity",
            NOW));
    assertThat(see(unschedulable(executor("1"), "0/3 nodes are available: 3 Insufficient cpu.")))
        .singleElement()
        .asString()
        .contains("AWS has no capacity for a g5.2xlarge", "on-demand nodes");
  }

  @Test
  void aNodeThatKarpenterHadInViewMayTurnOutNotToBeHad() {
    String message = "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.";
    events.add(new PodEvent("exec-1", "Nominated", "Pod should schedule on: nodeclaim/x", NOW));
    assertThat(see(unschedulable(executor("1"), message)).get(0)).contains("Karpenter launches");
    events.add(
        new PodEvent(
            "exec-1", "FailedScheduling", "insufficient capacity for spot", NOW.plusSeconds(20)));
    assertThat(see(unschedulable(executor("1"), message)).get(0)).contains("AWS has no capacity");
    assertThat(story.obstacle()).hasValue("AWS has no capacity for a g5.2xlarge");
  }

  @Test
  void anImageThatCannotBePulledIsToldOnce() {
    Pod first =
        waiting(
            pod("drv", "driver"),
            "spark-kubernetes-driver",
            "ErrImagePull",
            "rpc error: repo/session:1: not found");
    assertThat(see(first))
        .contains(
            "The driver's image cannot be pulled: ErrImagePull, rpc error: repo/session:1: not"
                + " found.");
    assertThat(
            see(
                waiting(
                    pod("drv", "driver"),
                    "spark-kubernetes-driver",
                    "ImagePullBackOff",
                    "Back-off pulling image")))
        .isEmpty();
    assertThat(story.obstacle()).hasValueSatisfying(o -> assertThat(o).contains("Back-off"));
  }

  @Test
  void anExecutorThatItsSpotNodeTakesAwayIsNews() {
    Pod pod =
        executor("3")
            .editStatus()
            .withPhase("Failed")
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("TerminationByKubelet")
            .endCondition()
            .endStatus()
            .build();
    assertThat(see(pod))
        .containsExactly(
            "Executor 3 is lost: its node shuts down, as spot nodes do when AWS takes them back."
                + " Spark goes on with the others, and runs again what it had not finished.");
  }

  @Test
  void anExecutorThatIsGoneAlreadyIsKnownByItsEvent() {
    events.add(new PodEvent("hearth-5f0c8a52-exec-7", "Evicted", "Evicted pod: Spot", NOW));
    events.add(new PodEvent("hearth-5f0c8a52-exec-7", "Killing", "Stopping container", NOW));
    assertThat(see())
        .singleElement()
        .asString()
        .startsWith("Executor 7 is lost: its node is being emptied.");
    assertThat(see()).isEmpty();
  }

  @Test
  void whatHappenedBeforeTheWatchBeganIsNoNews() {
    events.add(
        new PodEvent("hearth-5f0c8a52-exec-7", "Evicted", "Evicted pod", NOW.minusSeconds(1)));
    assertThat(see()).isEmpty();
  }

  @Test
  void whatBecomesOfExecutorsIsOfInterestAlsoWhenTheStartIsOver() {
    String message = "0/6 nodes are available: 6 Insufficient nvidia.com/gpu.";
    assertThat(items(unschedulable(executor("1"), message))).allMatch(StartStory.Item::lasting);
    assertThat(items(running(executor("1"), "spark-kubernetes-executor")))
        .noneMatch(StartStory.Item::lasting);
    assertThat(items(unschedulable(executor("2"), message)))
        .as("another time that executors wait")
        .hasSize(1);
  }

  @Test
  void podsThatOnlyHaveTheLabelAreLeftAlone() {
    assertThat(see(pod("other", "something-else").build())).isEmpty();
  }
}
