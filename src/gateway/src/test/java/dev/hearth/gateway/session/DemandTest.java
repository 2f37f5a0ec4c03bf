package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.team.ShareLevel;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemandTest {

  private static Demand of(Map<String, String> settings) {
    return Demand.of(
        TestProfiles.of(
                Map.of(
                    "hearth.profiles.gpu.launcher", "other",
                    "hearth.profiles.gpu.driver-memory", "4g",
                    "hearth.profiles.gpu.price-per-hour", "2.50"))
            .named("gpu")
            .with(settings),
        16);
  }

  @Test
  void countsDriverAndExecutorsWithSparksOverheads() {
    assertThat(
            of(
                Map.of(
                    "spark.executor.instances", "3",
                    "spark.executor.cores", "4",
                    "spark.executor.memory", "10g",
                    "spark.executor.resource.gpu.amount", "1")))
        .isEqualTo(new Demand(13, 4096 + 409 + 3 * (10240 + 1024), 3, new BigDecimal("2.50")));
  }

  @Test
  void withDynamicAllocationCountsAsManyAsThereMayBe() {
    assertThat(
            of(Map.of(
                    "spark.dynamicAllocation.enabled", "true",
                    "spark.dynamicAllocation.maxExecutors", "20"))
                .cores())
        .isEqualTo(21);
    assertThat(
            of(Map.of(
                    "spark.dynamicAllocation.enabled", "true",
                    "spark.dynamicAllocation.initialExecutors", "30",
                    "spark.dynamicAllocation.maxExecutors", "20"))
                .cores())
        .isEqualTo(31);
    assertThatThrownBy(() -> of(Map.of("spark.dynamicAllocation.enabled", "true")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxExecutors");
  }

  @Test
  void memoryBesideTheHeapCounts() {
    long plain = of(Map.of()).memoryMib();
    assertThat(
            of(Map.of(
                    "spark.memory.offHeap.enabled", "true",
                    "spark.memory.offHeap.size", "10g"))
                .memoryMib())
        .isGreaterThanOrEqualTo(plain + 2 * 10240);
    assertThat(of(Map.of("spark.executor.memoryOverheadFactor", "5")).memoryMib())
        .isGreaterThan(plain);
  }

  @Test
  void moreThanCanBeCountedIsRefusedAndNeverCountsAsLittle() {
    assertThatThrownBy(
            () -> of(Map.of("spark.executor.instances", "65536", "spark.executor.cores", "65536")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                of(
                    Map.of(
                        "spark.executor.instances", "9999999",
                        "spark.executor.memory", "999999999t")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Map.of("spark.executor.instances", "-3")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDriverThatDoesTheWorkItselfTakesTheCoresOfItsMaster() {
    assertThat(
            Demand.of(
                TestProfiles.of(Map.of())
                    .named("local")
                    .with(Map.of("spark.plugins", "com.nvidia.spark.SQLPlugin")),
                16))
        .satisfies(
            demand -> {
              assertThat(demand.cores()).isEqualTo(16);
              assertThat(demand.gpus()).isEqualTo(1);
            });
  }

  @Test
  void ofShippedProfilesCountsExecutorsAtTheirMostWithAllThatLiesBesideTheirHeaps() {
    Profiles profiles = TestProfiles.onEmr(Map.of());

    // A driver that fills m5.xlarge, and g5.2xlarge eight times (at most) or four times (always).
    assertThat(Demand.of(profiles.named("gpu-etl"), 16))
        .isEqualTo(new Demand(3 + 8 * 7, 13394 + 8 * 28549, 8, new BigDecimal("9.89")));
    assertThat(Demand.of(profiles.named("gpu-train"), 16))
        .isEqualTo(new Demand(3 + 4 * 7, 13394 + 4 * 28549, 4, new BigDecimal("5.04")));
    assertThat(Demand.of(profiles.named("cpu"), 16))
        .isEqualTo(new Demand(3 + 8 * 7, 13394 + 8 * 28549, 0, new BigDecimal("3.27")));
  }

  @Test
  void fewerExecutorsTakeLess() {
    SessionTerms terms =
        new SessionTerms(
            ShareLevel.KERNEL,
            Optional.empty(),
            Map.of("spark.dynamicAllocation.maxExecutors", "1"));

    assertThat(Demand.of(TestProfiles.onEmr(Map.of()).of("gpu-etl", terms), 16))
        .isEqualTo(new Demand(10, 13394 + 28549, 1, new BigDecimal("1.41")));
  }
}
