package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.ClusterShape.PodShape;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The profiles cpu, gpu-etl and gpu-train, as they are and as they can be changed. */
class ShippedProfilesTest {

  private static Profile shipped(String name, String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put("hearth.profiles." + name + "." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return TestProfiles.onEmr(properties).named(name);
  }

  @Test
  void theyAreThereWhereTheLauncherEmrIs() {
    assertThat(TestProfiles.onEmr(Map.of()).names())
        .containsExactly("cpu", "gpu-etl", "gpu-train", "local");
    assertThat(TestProfiles.of(Map.of()).names()).containsExactly("local");
  }

  @Test
  void theProfileOfThisMachineIsThereWhereItsDriverIsOrItIsConfigured() {
    assertThat(TestProfiles.onEmrOnly(Map.of()).names())
        .containsExactly("cpu", "gpu-etl", "gpu-train");
    assertThat(TestProfiles.onEmrOnly(Map.of("hearth.profiles.local.description", "Kept")).names())
        .contains("local");
  }

  @Test
  void cpuIsSparkOnSpotNodesThatComeAndGo() {
    Profile cpu = shipped("cpu");

    assertThat(cpu.launcher()).isEqualTo("emr");
    assertThat(cpu.driverMemory()).isEqualTo("8g");
    assertThat(cpu.sparkConf())
        .contains(
            entry("spark.executor.cores", "7"),
            entry("spark.executor.memory", "22g"),
            entry("spark.dynamicAllocation.enabled", "true"),
            entry("spark.dynamicAllocation.minExecutors", "0"),
            entry("spark.dynamicAllocation.maxExecutors", "8"),
            entry("spark.dynamicAllocation.shuffleTracking.enabled", "true"),
            entry("spark.decommission.enabled", "true"))
        .doesNotContainKeys("spark.plugins", "spark.shuffle.manager");
    assertThat(cpu.cluster())
        .contains(
            new ClusterShape(
                "emr-7.10.0-latest",
                Optional.empty(),
                new PodShape(nodes("driver", "on-demand", "m5.xlarge"), List.of(), none(), false),
                new PodShape(nodes("cpu", "spot", "m5.2xlarge"), List.of(), none(), false)));
  }

  @Test
  void gpuEtlSharesEachGpuAmongTasksAndGivesIdleOnesBack() {
    Profile etl = shipped("gpu-etl");

    assertThat(etl.sparkConf())
        .contains(
            entry("spark.plugins", "com.nvidia.spark.SQLPlugin"),
            entry("spark.shuffle.manager", "com.nvidia.spark.rapids.spark355.RapidsShuffleManager"),
            entry("spark.rapids.shuffle.mode", "MULTITHREADED"),
            entry("spark.executor.resource.gpu.amount", "1"),
            entry("spark.executor.resource.gpu.vendor", "nvidia.com"),
            entry("spark.executor.resource.gpu.discoveryScript", "/opt/hearth/gpu/discover.sh"),
            entry("spark.executor.cores", "7"),
            entry("spark.executor.memory", "19g"),
            entry("spark.executor.memoryOverhead", "9093m"),
            entry("spark.task.resource.gpu.amount", "0.14285"),
            entry("spark.rapids.sql.concurrentGpuTasks", "1"),
            entry("spark.rapids.memory.pinnedPool.size", "2048m"),
            entry("spark.rapids.sql.explain", "NOT_ON_GPU"),
            entry("spark.dynamicAllocation.enabled", "true"),
            entry("spark.dynamicAllocation.minExecutors", "0"),
            entry("spark.dynamicAllocation.executorIdleTimeout", "120s"),
            entry("spark.storage.decommission.shuffleBlocks.enabled", "true"),
            entry("spark.sql.files.maxPartitionBytes", "512m"),
            entry("spark.locality.wait", "0s"));
    assertThat(etl.cluster())
        .contains(
            new ClusterShape(
                "emr-7.10.0-spark-rapids-latest",
                Optional.empty(),
                new PodShape(nodes("driver", "on-demand", "m5.xlarge"), List.of(), none(), false),
                new PodShape(
                    nodes("gpu", "spot", "g5.2xlarge"), List.of("nvidia.com/gpu"), none(), true)));
    assertThat(etl.description())
        .isEqualTo(
            "Queries on GPUs with RAPIDS: 1 A10G (24 GiB), 8 vCPU, 32 GiB per executor"
                + " (g5.2xlarge, spot), up to 8, about $9.89/h");
  }

  @Test
  void gpuTrainHasAGpuForEachTaskAndExecutorsThatStay() {
    Profile train = shipped("gpu-train");

    assertThat(train.sparkConf())
        .contains(
            entry("spark.task.resource.gpu.amount", "1"),
            entry("spark.rapids.memory.gpu.pool", "NONE"),
            entry("spark.dynamicAllocation.enabled", "false"),
            entry("spark.executor.instances", "4"),
            entry("spark.executorEnv.NCCL_SOCKET_IFNAME", "eth0"))
        .doesNotContainKeys("spark.decommission.enabled", "spark.dynamicAllocation.maxExecutors");
    assertThat(train.cluster().orElseThrow().executor().nodeSelector())
        .containsEntry("karpenter.sh/capacity-type", "on-demand");
    assertThat(train.description()).contains("4 of them, about $5.04/h");
  }

  @Test
  void eachKeyChangesWhatDependsOnIt() {
    Profile etl =
        shipped(
            "gpu-etl",
            "cluster.executor-instance",
            "g6.12xlarge",
            "cluster.executors-max",
            "3",
            "cluster.spot",
            "false",
            "cluster.release",
            "emr-7.12.0-spark-rapids-20251111",
            "cluster.image",
            "registry.example/hearth-session:1",
            "cluster.local-disk",
            "200Gi",
            "cluster.executor-node-selector.\"karpenter.sh/capacity-type\"",
            "none",
            "cluster.executor-node-selector.\"eks.amazonaws.com/nodegroup\"",
            "gpus",
            "cluster.executor-tolerations",
            "nvidia.com/gpu,team/ml");

    assertThat(etl.sparkConf())
        .contains(
            entry("spark.executor.cores", "11"),
            entry("spark.dynamicAllocation.maxExecutors", "3"),
            entry("spark.shuffle.manager", "com.nvidia.spark.rapids.spark356.RapidsShuffleManager"))
        .doesNotContainKey("spark.decommission.enabled");
    ClusterShape shape = etl.cluster().orElseThrow();
    assertThat(shape.image()).contains("registry.example/hearth-session:1");
    assertThat(shape.executor())
        .isEqualTo(
            new PodShape(
                Map.of(
                    "hearth.dev/pool", "gpu",
                    "node.kubernetes.io/instance-type", "g6.12xlarge",
                    "eks.amazonaws.com/nodegroup", "gpus"),
                List.of("nvidia.com/gpu", "team/ml"),
                Optional.of("200Gi"),
                true));
    // A quarter of g6.12xlarge, three times, and the driver.
    assertThat(etl.pricePerHour()).isEqualByComparingTo("3.65");
  }

  @Test
  void theShuffleManagerOfRapidsCanBeSwitchedOffOrNamed() {
    assertThat(shipped("gpu-etl", "cluster.shuffle-manager", "off").sparkConf())
        .doesNotContainKeys("spark.shuffle.manager", "spark.rapids.shuffle.mode");
    assertThat(
            shipped(
                    "gpu-etl",
                    "cluster.shuffle-manager",
                    "com.nvidia.spark.rapids.spark355emr.RapidsShuffleManager")
                .sparkConf())
        .containsEntry(
            "spark.shuffle.manager", "com.nvidia.spark.rapids.spark355emr.RapidsShuffleManager");
  }

  @Test
  void sparksOwnSettingsCanBeChangedOneByOne() {
    Profile etl =
        shipped(
            "gpu-etl",
            "spark-conf.\"spark.executor.cores\"",
            "4",
            "spark-conf.\"spark.executor.memory\"",
            "20g",
            "driver-memory",
            "10g");

    assertThat(etl.driverMemory()).isEqualTo("10g");
    assertThat(etl.sparkConf())
        .contains(
            entry("spark.executor.cores", "4"),
            entry("spark.task.resource.gpu.amount", "0.25"),
            entry("spark.executor.memory", "20g"),
            // What lies beside the heaps gives way.
            entry("spark.executor.memoryOverhead", "8069m"),
            entry("spark.driver.memoryOverhead", "3154m"));
  }

  @Test
  void aPriceThatIsSetIsThePrice() {
    assertThat(shipped("cpu", "price-per-hour", "0.40").pricePerHour())
        .isEqualByComparingTo("0.40");
    assertThat(shipped("cpu", "cluster.executor-price", "0.10").pricePerHour())
        .isEqualByComparingTo("1.00");
    assertThat(
            TestProfiles.onEmr(
                    Map.of("hearth.instance-types.\"m5.2xlarge\".price-per-hour", "0.460"))
                .named("cpu")
                .pricePerHour())
        .isEqualByComparingTo(new BigDecimal("3.88"));
  }

  @Test
  void aTypeOfInstanceThatHearthDoesNotKnowCanBeDescribed() {
    Map<String, String> properties = new HashMap<>();
    properties.put("hearth.profiles.gpu-train.cluster.executor-instance", "g9.4xlarge");
    String type = "hearth.instance-types.\"g9.4xlarge\".";
    properties.put(type + "vcpus", "16");
    properties.put(type + "memory", "64g");
    properties.put(type + "gpus", "1");
    properties.put(type + "gpu-model", "B40");
    properties.put(type + "gpu-memory", "96g");
    properties.put(type + "gpu-architecture", "blackwell");
    properties.put(type + "price-per-hour", "3");

    Profile train = TestProfiles.onEmr(properties).named("gpu-train");

    assertThat(train.sparkConf()).containsEntry("spark.executor.cores", "15");
    assertThat(train.description()).contains("1 B40 (96 GiB), 16 vCPU, 64 GiB per executor");
  }

  @Test
  void aProfileOfItsOwnNameHasAKind() {
    Profiles profiles =
        TestProfiles.onEmr(
            Map.of(
                "hearth.profiles.big.cluster.kind", "gpu-train",
                "hearth.profiles.big.cluster.executors", "12",
                "hearth.profiles.plain.launcher", "emr"));

    assertThat(profiles.named("big").sparkConf())
        .containsEntry("spark.executor.instances", "12")
        .containsEntry("spark.rapids.memory.gpu.pool", "NONE");
    // Nothing else said: Spark on CPUs.
    assertThat(profiles.named("plain").sparkConf()).isEqualTo(profiles.named("cpu").sparkConf());
  }

  @Test
  void aShippedNameCanBeAProfileOfThisMachine() {
    assertThat(shipped("cpu", "launcher", "local").sparkConf())
        .containsExactly(entry("spark.master", "local[*]"));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Map<String, String> nodes(String pool, String capacity, String instance) {
    return Map.of(
        "hearth.dev/pool", pool,
        "karpenter.sh/capacity-type", capacity,
        "node.kubernetes.io/instance-type", instance);
  }
}
