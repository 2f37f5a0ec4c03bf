package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.ShareLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot run on a cluster is refused before it costs a node, in words. */
class ClusterRefusalsTest {

  /** Key below {@code hearth.profiles.PROFILE.}, its value, and what the refusal says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu-etl   | cluster.executor-instance  | m5.2xlarge         | which has no GPU",
        "gpu-train | cluster.executor-instance  | p3.2xlarge         | older than Turing",
        "gpu-etl   | cluster.executor-instance  | g5.2xlrge          | Did you mean 'g5.2xlarge'?",
        "gpu-etl   | cluster.executor-instance  | z1.metal           | hearth.instance-types.\"z1.metal\".vcpus",
        "cpu       | cluster.driver-instance    | m5.huge            | cluster.driver-instance: 'm5.huge'",
        "gpu-etl   | cluster.release            | emr-7.10.0-latest  | whose image has no RAPIDS",
        "gpu-etl   | cluster.release            | newest             | no label of an EMR on EKS release",
        "gpu-etl   | cluster.release            | emr-9.9.0-spark-rapids-latest | Name it in shuffle-manager",
        "gpu-train | cluster.dynamic-allocation | true               | Spark runs no barrier stage with it",
        "gpu-train | cluster.executors          | 0                  | there must be at least 1",
        "cpu       | cluster.executors-max      | 0                  | at least 1",
        "cpu       | cluster.local-disk         | 200                | a size such as 200Gi",
        "cpu       | cluster.executor-idle-timeout | soon            | a time such as 120s",
        "gpu-etl   | cluster.shuffle-manager | com.nvidia.spark.rapids.spark350.RapidsShuffleManager | has Spark 3.5.5",
        "local     | cluster.executors-max      | 4                  | which starts no pods",
        "cpu       | driver-memory              | 14g                | choose a larger driver-instance"
      })
  void configurationThatCannotWorkStopsTheStart(
      String profile, String key, String value, String why) {
    String property = "hearth.profiles." + profile + "." + key;
    Map<String, String> properties = new HashMap<>(Map.of(property, value));
    if (profile.equals("local")) {
      properties.put("hearth.profiles.local.launcher", "local");
    }

    assertThatThrownBy(() -> TestProfiles.onEmr(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hearth.profiles." + profile)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu-train | spark.task.resource.gpu.amount  | 0.5    | need a GPU each",
        "gpu-train | spark.dynamicAllocation.enabled | true   | Spark runs no barrier stage with it",
        "gpu-train | spark.rapids.memory.gpu.pool    | ASYNC  | leaves XGBoost nothing",
        "gpu-train | spark.executor.resource.mig-1g.5gb.amount | 1 | NCCL does not work on them",
        "gpu-etl   | spark.task.resource.gpu.amount  | 0.3    | of which 3 fit on a GPU",
        "gpu-etl   | spark.task.resource.gpu.amount  | 2      | an executor has one GPU",
        "gpu-etl   | spark.task.resource.gpu.amount  | many   | must be a number",
        "gpu-etl   | spark.executor.resource.gpu.amount | 2   | RAPIDS uses one GPU in an executor",
        "gpu-etl   | spark.rapids.sql.concurrentGpuTasks | 4  | enough for 3 at once",
        "gpu-etl   | spark.rapids.shuffle.mode       | UCX    | Set it to MULTITHREADED",
        "gpu-etl   | spark.executor.memory           | 26g    | an executor can have 28549 MiB",
        "gpu-etl   | spark.executor.memoryOverhead   | 2g     | what RAPIDS pins and spills",
        "gpu-etl   | spark.executor.cores            | 8      | Kubernetes can give 7 of them",
        "gpu-etl   | spark.plugins                   | other.Plugin | cluster.shuffle-manager to off",
        "cpu       | spark.plugins | com.nvidia.spark.SQLPlugin   | the kind is cpu",
        "cpu       | spark.executor.cores            | 16     | with 8 vCPUs for an executor",
        "cpu       | spark.driver.cores              | 4      | driver-instance",
        "cpu       | spark.task.cpus                 | 8      | no task would ever run",
        "cpu       | spark.executor.memory           | 40g    | choose a larger executor-instance",
        "cpu       | spark.dynamicAllocation.maxExecutors | 9 | may have 8 executors",
        "cpu       | spark.dynamicAllocation.shuffleTracking.enabled | false | Kubernetes has no shuffle service",
        "cpu       | spark.master                    | local[*] | EMR sets it",
        "cpu       | spark.kubernetes.namespace      | other  | it is the team's",
        "cpu       | spark.kubernetes.driver.podTemplateFile | s3://b/t.yaml | the launcher makes it",
        "cpu       | spark.kubernetes.driver.secretKeyRef.KEY | a:b | only the launcher may do",
        "cpu       | spark.kubernetes.driverEnv.HEARTH_LINK_URL | wss://x | only the launcher may do",
        "cpu       | spark.kubernetes.container.image | x:1   | use cluster.image"
      })
  void sparkSettingsOfAProfileThatCannotWorkStopTheStart(
      String profile, String key, String value, String why) {
    assertThatThrownBy(
            () ->
                TestProfiles.onEmr(
                    Map.of("hearth.profiles." + profile + ".spark-conf.\"" + key + "\"", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The profile '" + profile + "'")
        .hasMessageContaining(key)
        .hasMessageContaining(why)
        .hasMessageContaining("docs/profiles.md");
  }

  @Test
  void aProfileForTheLauncherEmrNeedsThatLauncher() {
    assertThatThrownBy(() -> TestProfiles.of(Map.of("hearth.profiles.big.launcher", "emr")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hearth.profiles.big.* is for the launcher emr, which is off")
        .hasMessageContaining("hearth.launch.emr.enabled");
  }

  /** What users write in {@code %%configure}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu-train | spark.task.resource.gpu.amount  | 0.5  | need a GPU each",
        "gpu-train | spark.dynamicAllocation.enabled | true | Spark runs no barrier stage with it",
        "gpu-train | num-executors                   | 9    | may have 8 executors",
        "gpu-etl   | num-executors                   | 20   | may have 8 executors",
        "gpu-etl   | executor-memory                 | 30g  | an executor can have 28549 MiB",
        "gpu-etl   | spark.rapids.memory.host.spillStorageSize | lots | spillStorageSize: 'lots' is no size",
        "gpu-etl   | executor-cores                  | 8    | Kubernetes can give 7 of them",
        "gpu-etl   | spark.rapids.memory.pinnedPool.size | 40g | what RAPIDS pins and spills",
        "cpu       | driver-memory                   | 14g  | Set driver-memory to 12370m or less",
        "cpu       | spark.dynamicAllocation.maxExecutors | 9 | may have 8 executors"
      })
  void whatUsersChangeIsHeldToTheSameRules(String profile, String key, String value, String why) {
    Profiles profiles = TestProfiles.onEmr(Map.of());
    SessionTerms terms = terms(SessionSettings.checked(Map.of(key, value)));

    assertThatThrownBy(() -> profiles.of(profile, terms))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("A session of the profile '" + profile + "' cannot be like that")
        .hasMessageContaining(why);
  }

  @Test
  void whatUsersMayChangeChangesWhatDependsOnIt() {
    Profiles profiles = TestProfiles.onEmr(Map.of());

    Profile train =
        profiles.of(
            "gpu-train",
            terms(SessionSettings.checked(Map.of("num-executors", "2", "executor-memory", "20g"))));

    assertThat(train.sparkConf())
        .containsEntry("spark.executor.instances", "2")
        .containsEntry("spark.executor.memory", "20g")
        .containsEntry("spark.executor.memoryOverhead", "8069m");
    assertThat(train.pricePerHour()).isEqualByComparingTo("2.62");
    assertThat(
            profiles
                .of(
                    "cpu",
                    terms(
                        SessionSettings.checked(
                            Map.of(
                                "spark.memory.offHeap.enabled", "true",
                                "spark.memory.offHeap.size", "2g"))))
                .sparkConf())
        .containsEntry("spark.executor.memoryOverhead", "3973m");
    assertThat(profiles.heap("cpu", terms(Map.of("driver-memory", "10g")))).isEqualTo("10g");
  }

  private static SessionTerms terms(Map<String, String> settings) {
    return new SessionTerms(ShareLevel.KERNEL, Optional.empty(), settings);
  }
}
