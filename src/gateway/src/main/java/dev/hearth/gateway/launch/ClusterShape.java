package dev.hearth.gateway.launch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a session's pods are and where they may run, beyond what Spark's own configuration says:
 * sizes, numbers and GPUs of executors stand there. Launchers of this machine need none.
 *
 * @param release EMR's release label, e.g. {@code emr-7.10.0-spark-rapids-latest}
 * @param image of driver and executors, unless the team has its own; empty: the launcher's
 */
public record ClusterShape(
    String release, Optional<String> image, PodShape driver, PodShape executor) {
  public ClusterShape {
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(executor, "executor");
  }

  /**
   * One kind of pods.
   *
   * @param nodeSelector labels that a node must have
   * @param toleratedTaints keys of taints, with whatever value and effect
   * @param localDisk the most that it may write to the node's disk, as Kubernetes takes it, e.g.
   *     {@code 200Gi}; empty: no limit but the node's
   * @param gpu whether it has a GPU, and must find out which
   */
  public record PodShape(
      Map<String, String> nodeSelector,
      List<String> toleratedTaints,
      Optional<String> localDisk,
      boolean gpu) {
    public PodShape {
      nodeSelector = Map.copyOf(nodeSelector);
      toleratedTaints = List.copyOf(toleratedTaints);
      Objects.requireNonNull(localDisk, "localDisk");
    }
  }
}
