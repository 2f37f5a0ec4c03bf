package dev.hearth.gateway.launch.emr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.ClusterShape.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTemplatesTest {
  private static final ClusterShape SHAPE = Orders.gpu(Map.of()).cluster().orElseThrow();

  @TempDir Path temp;

  private static Pod driver() {
    return Serialization.unmarshal(PodTemplates.driver(SHAPE.driver(), "busybox:1"), Pod.class);
  }

  private static Pod executor() {
    return executor(SHAPE.executor());
  }

  private static Pod executor(PodShape shape) {
    return Serialization.unmarshal(PodTemplates.executor(shape, "busybox:1"), Pod.class);
  }

  @Test
  void executorsGoToNodesWithGpusWhateverTheTaintsValueIs() {
    assertThat(executor().getSpec().getNodeSelector())
        .containsEntry("hearth.dev/pool", "gpu")
        .containsEntry("node.kubernetes.io/instance-type", "g5.2xlarge");
    assertThat(executor().getSpec().getTolerations())
        .singleElement()
        .satisfies(
            toleration -> {
              assertThat(toleration.getKey()).isEqualTo("nvidia.com/gpu");
              assertThat(toleration.getOperator()).isEqualTo("Exists");
              assertThat(toleration.getValue()).isNull();
            });
    assertThat(driver().getSpec().getTolerations()).isEmpty();
  }

  @Test
  void containersHaveTheNamesByWhichEmrKnowsThem() {
    assertThat(driver().getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("spark-kubernetes-driver");
    assertThat(executor().getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("spark-kubernetes-executor");
  }

  @Test
  void nothingIsInThemThatEmrDoesNotLetTemplatesHave() {
    assertThat(executor().getMetadata()).isNull();
    assertThat(executor().getSpec().getServiceAccountName()).isNull();
    assertThat(executor().getSpec().getSecurityContext()).isNull();
    assertThat(executor().getSpec().getRestartPolicy()).isNull();
  }

  @Test
  void executorsHaveAsLongToLeaveAsASpotNodeHas() {
    assertThat(executor().getSpec().getTerminationGracePeriodSeconds()).isEqualTo(120);
    assertThat(driver().getSpec().getTerminationGracePeriodSeconds()).isNull();
  }

  @Test
  void localDiskIsLimitedAndAskedFor() {
    Container container = executor().getSpec().getContainers().get(0);
    assertThat(container.getResources().getLimits().get("ephemeral-storage")).hasToString("200Gi");
    assertThat(container.getVolumeMounts())
        .anyMatch(mount -> mount.getName().startsWith("spark-local-dir-"));
  }

  @Test
  void theDiscoveryScriptPrintsWhatSparkWants() throws Exception {
    Container init = executor().getSpec().getInitContainers().get(0);
    Path folder = Files.createDirectory(temp.resolve("gpu"));
    String command = init.getCommand().get(2).replace(PodTemplates.DISCOVERY_FOLDER, folder + "");
    run(Map.of("SCRIPT", init.getEnv().get(0).getValue()), "/bin/sh", "-c", command);

    Path bin = Files.createDirectory(temp.resolve("bin"));
    Path nvidiaSmi = Files.writeString(bin.resolve("nvidia-smi"), "#!/bin/sh\nprintf '0\\n1\\n'\n");
    Files.setPosixFilePermissions(nvidiaSmi, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(
            run(
                Map.of("PATH", bin + ":" + System.getenv("PATH")),
                folder.resolve("discover.sh").toString()))
        .isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"0\",\"1\"]}\n");
  }

  @Test
  void executorsWithoutAGpuNeedNoScript() {
    PodShape cpu = new PodShape(Map.of(), java.util.List.of(), java.util.Optional.empty(), false);
    assertThat(executor(cpu).getSpec().getInitContainers()).isEmpty();
  }

  private static String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
