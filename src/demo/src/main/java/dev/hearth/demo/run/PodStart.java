package dev.hearth.demo.run;

import dev.hearth.demo.kube.Cluster;
import dev.hearth.demo.kube.Cluster.Source;
import dev.hearth.demo.kube.PodStatuses;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** What the scheduler and the kubelet do until a pod runs, with what they tell of it. */
final class PodStart {
  private final Pod pod;
  private final Cluster cluster;
  private final Pace pace;

  PodStart(Pod pod, Cluster cluster, Pace pace) {
    this.pod = pod;
    this.cluster = cluster;
    this.pace = pace;
  }

  /** No node fits. */
  void unschedulable(String why) {
    cluster.status(pod, PodStatuses.unschedulable(why));
    cluster.warning(pod, Source.SCHEDULER, "FailedScheduling", why);
  }

  void scheduled(String node) throws InterruptedException {
    pace.pass(Pace.Phase.SCHEDULE);
    cluster.normal(
        pod,
        Source.SCHEDULER,
        "Scheduled",
        "Successfully assigned "
            + pod.getMetadata().getNamespace()
            + "/"
            + pod.getMetadata().getName()
            + " to "
            + node);
    cluster.status(pod, PodStatuses.creating(pod));
  }

  void pulled(String image) throws InterruptedException {
    cluster.normal(pod, Source.KUBELET, "Pulling", "Pulling image \"" + image + "\"");
    pace.pass(Pace.Phase.PULL);
    Duration took = pace.of(Pace.Phase.PULL);
    cluster.normal(
        pod,
        Source.KUBELET,
        "Pulled",
        "Successfully pulled image \""
            + image
            + "\" in "
            + took.toMillis()
            + "ms ("
            + took.toMillis()
            + "ms including waiting). Image size: 3871040512 bytes.");
  }

  /** The image cannot be had; returns when the kubelet would have tried for long. */
  void failToPull(String image) throws InterruptedException {
    String why =
        "failed to pull and unpack image \""
            + image
            + "\": failed to resolve reference: "
            + image
            + ": not found";
    long deadline = System.nanoTime() + pace.of(Pace.Phase.GIVE_UP).toNanos();
    while (System.nanoTime() < deadline) {
      cluster.normal(pod, Source.KUBELET, "Pulling", "Pulling image \"" + image + "\"");
      cluster.status(pod, PodStatuses.waiting(pod, "ErrImagePull", why));
      cluster.warning(
          pod, Source.KUBELET, "Failed", "Failed to pull image \"" + image + "\": " + why);
      cluster.warning(pod, Source.KUBELET, "Failed", "Error: ErrImagePull");
      pace.pass(Pace.Phase.RETRY);
      cluster.status(
          pod,
          PodStatuses.waiting(pod, "ImagePullBackOff", "Back-off pulling image \"" + image + "\""));
      cluster.normal(pod, Source.KUBELET, "BackOff", "Back-off pulling image \"" + image + "\"");
      cluster.warning(pod, Source.KUBELET, "Failed", "Error: ImagePullBackOff");
      pace.pass(Pace.Phase.RETRY);
    }
  }

  void created(String container) throws InterruptedException {
    cluster.normal(pod, Source.KUBELET, "Created", "Created container: " + container);
    pace.pass(Pace.Phase.CONTAINER);
  }

  void running() {
    cluster.normal(pod, Source.KUBELET, "Started", "Started container " + Pods.main(pod).getName());
    cluster.status(pod, PodStatuses.running(pod));
  }
}
