package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.ClusterShape.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.TreeMap;

/**
 * The pod templates of a session: what Spark's configuration cannot say of pods. Only fields that
 * EMR lets templates have: no service account, no security context of the pod.
 */
final class PodTemplates {
  /** Where executors find the script that names their GPUs; profiles say so to Spark. */
  static final String DISCOVERY_FOLDER = "/opt/hearth/gpu";

  private static final String DISCOVERY_VOLUME = "hearth-gpu-discovery";

  /** Spark takes volumes of such names as its local folders, for shuffles and spills. */
  private static final String SCRATCH_VOLUME = "spark-local-dir-1";

  private static final String SCRATCH_FOLDER = "/var/data/spark-local";

  /** Prints what Spark wants of a discovery script: the resource's name and its addresses. */
  private static final String DISCOVERY_SCRIPT =
      """
      #!/bin/sh
      gpus=$(nvidia-smi --query-gpu=index --format=csv,noheader | sed 's/.*/"&"/' | paste -sd, -)
      printf '{"name": "gpu", "addresses": [%s]}\\n' "$gpus"
      """;

  /**
   * Decommissioning executors move their shuffles and cached blocks elsewhere; the notice of a spot
   * node is two minutes.
   */
  private static final long SPOT_NOTICE_SECONDS = 120;

  private PodTemplates() {}

  /** In YAML. */
  static String driver(PodShape shape, String initImage) {
    return Serialization.asYaml(pod(shape, "spark-kubernetes-driver", initImage));
  }

  /** In YAML. */
  static String executor(PodShape shape, String initImage) {
    Pod pod = pod(shape, "spark-kubernetes-executor", initImage);
    pod.getSpec().setTerminationGracePeriodSeconds(SPOT_NOTICE_SECONDS);
    return Serialization.asYaml(pod);
  }

  private static Pod pod(PodShape shape, String container, String initImage) {
    var spec =
        new PodBuilder()
            .withNewSpec()
            .withNodeSelector(new TreeMap<>(shape.nodeSelector()))
            .withTolerations(
                shape.toleratedTaints().stream().map(PodTemplates::toleration).toList())
            .addToVolumes(
                new VolumeBuilder()
                    .withName(SCRATCH_VOLUME)
                    .withNewEmptyDir()
                    .withSizeLimit(shape.localDisk().map(Quantity::new).orElse(null))
                    .endEmptyDir()
                    .build());
    if (shape.gpu()) {
      spec.addToVolumes(
              new VolumeBuilder()
                  .withName(DISCOVERY_VOLUME)
                  .withNewEmptyDir()
                  .endEmptyDir()
                  .build())
          .addToInitContainers(discovery(initImage));
    }
    return spec.addToContainers(main(shape, container)).endSpec().build();
  }

  private static Container main(PodShape shape, String name) {
    var container =
        new ContainerBuilder()
            .withName(name)
            .addNewVolumeMount()
            .withName(SCRATCH_VOLUME)
            .withMountPath(SCRATCH_FOLDER)
            .endVolumeMount();
    if (shape.gpu()) {
      container
          .addNewVolumeMount()
          .withName(DISCOVERY_VOLUME)
          .withMountPath(DISCOVERY_FOLDER)
          .withReadOnly(true)
          .endVolumeMount();
    }
    shape
        .localDisk()
        .map(Quantity::new)
        .ifPresent(
            disk ->
                container
                    .withNewResources()
                    .addToRequests("ephemeral-storage", disk)
                    .addToLimits("ephemeral-storage", disk)
                    .endResources());
    return container.build();
  }

  private static Container discovery(String image) {
    String file = DISCOVERY_FOLDER + "/discover.sh";
    return new ContainerBuilder()
        .withName(DISCOVERY_VOLUME)
        .withImage(image)
        .withCommand(
            List.of("/bin/sh", "-c", "printf '%s' \"$SCRIPT\" > " + file + "; chmod 755 " + file))
        .addNewEnv()
        .withName("SCRIPT")
        .withValue(DISCOVERY_SCRIPT)
        .endEnv()
        .addNewVolumeMount()
        .withName(DISCOVERY_VOLUME)
        .withMountPath(DISCOVERY_FOLDER)
        .endVolumeMount()
        .build();
  }

  /** Whatever the taint's value is: that they differ keeps pods pending for no reason. */
  private static Toleration toleration(String key) {
    return new TolerationBuilder().withKey(key).withOperator("Exists").build();
  }
}
