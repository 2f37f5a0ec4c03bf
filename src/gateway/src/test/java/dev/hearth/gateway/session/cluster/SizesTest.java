package dev.hearth.gateway.session.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What executors and drivers get of their nodes. */
class SizesTest {
  private static final Gpu A10G = new Gpu("A10G", 24, Gpu.Architecture.AMPERE);
  private static final InstanceTypes KNOWN = new InstanceTypes(Map.of());

  private static InstanceType type(int vcpus, long memoryMib, int gpus) {
    return new InstanceType(
        "x9.large",
        vcpus,
        memoryMib,
        gpus,
        gpus == 0 ? Optional.empty() : Optional.of(A10G),
        0,
        BigDecimal.ONE);
  }

  /** Also such as EC2 has not: what is described in the configuration can be anything. */
  @Provide
  Arbitrary<InstanceType> types() {
    return Combinators.combine(
            Arbitraries.integers().between(4, 192),
            Arbitraries.longs().between(3, 8),
            Arbitraries.of(0, 0, 1, 1, 2, 4, 8))
        .as(
            (vcpus, gibPerVcpu, gpus) ->
                type(
                    Math.max(vcpus, 4 * gpus),
                    Math.max(vcpus, 4 * gpus) * gibPerVcpu * 1024,
                    gpus));
  }

  /** The example of docs/profiles.md. */
  @Test
  void anExecutorOnG52xlarge() {
    InstanceType g5 = KNOWN.named("g5.2xlarge");

    NodeBudget budget = NodeBudget.of(g5, 1);
    // 32768 MiB * 0.925 - 255 - 11 * 58 - 100 - 512 - 256; 8000 - 60 - 10 - 10 - 10 - 400 - 100
    assertThat(budget).isEqualTo(new NodeBudget(7, 28549));

    ExecutorSize executor = ExecutorSize.on(g5);
    assertThat(executor).isEqualTo(new ExecutorSize(7, 19456, 9093, 2048, 4096, budget));
  }

  @Test
  void aDriverOnM5Xlarge() {
    assertThat(DriverSize.on(KNOWN.named("m5.xlarge")))
        .isEqualTo(new DriverSize(3, 8192, 5202, new NodeBudget(3, 13394)));
  }

  @Test
  void anInstanceWithSeveralGpusHasAnExecutorForEach() {
    InstanceType p4d = KNOWN.named("p4d.24xlarge");
    assertThat(p4d.executors()).isEqualTo(8);
    assertThat(ExecutorSize.on(p4d).cores()).isEqualTo(11);
  }

  @Test
  void aLargeInstanceWithoutGpusHasAnExecutorForEightVcpus() {
    assertThat(KNOWN.named("m5.8xlarge").executors()).isEqualTo(4);
    assertThat(KNOWN.named("m5.xlarge").executors()).isEqualTo(1);
  }

  @Test
  void everyKnownTypeIsLargeEnoughForADriverAndAnExecutor() {
    assertThat(KNOWN.all())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            type -> {
              assertThat(DriverSize.on(type).heapMib()).isGreaterThanOrEqualTo(1024);
              assertThat(ExecutorSize.on(type).heapMib()).isGreaterThanOrEqualTo(1024);
              assertThat(type.pricePerHour()).isPositive();
            });
  }

  @Property
  void allExecutorsOfANodeFitOnIt(@ForAll("types") InstanceType type) {
    ExecutorSize executor = ExecutorSize.on(type);

    long memory = type.executors() * (executor.heapMib() + executor.overheadMib());
    assertThat(memory).isLessThan(type.memoryMib() * 925 / 1000 - 355);
    assertThat(type.executors() * executor.cores()).isLessThan(type.vcpus());
  }

  @Property
  void whatLiesBesideTheHeapHasRoomForAllThatLiesThere(@ForAll("types") InstanceType type) {
    ExecutorSize executor = ExecutorSize.on(type);

    assertThat(executor.overheadMib())
        .isGreaterThanOrEqualTo(
            executor.pinnedMib() + executor.spillMib() + ExecutorSize.LEAST_BESIDE);
    assertThat(executor.heapMib() + executor.overheadMib())
        .isEqualTo(executor.budget().memoryMib());
    assertThat(executor.pinnedMib() > 0).isEqualTo(type.gpus() > 0);
  }

  @Property
  void moreMemoryNeverMakesAnExecutorOrADriverSmaller(@ForAll("types") InstanceType type) {
    InstanceType larger = type(type.vcpus(), type.memoryMib() + 3000, type.gpus());

    assertThat(ExecutorSize.on(larger).heapMib())
        .isGreaterThanOrEqualTo(ExecutorSize.on(type).heapMib());
    assertThat(ExecutorSize.on(larger).pinnedMib())
        .isGreaterThanOrEqualTo(ExecutorSize.on(type).pinnedMib());
    assertThat(DriverSize.on(larger).heapMib())
        .isGreaterThanOrEqualTo(DriverSize.on(type).heapMib());
  }

  @Property
  void moreCpusNeverLeaveFewerForAPod(@ForAll("types") InstanceType type) {
    InstanceType larger = type(type.vcpus() + 4, type.memoryMib(), type.gpus());

    assertThat(NodeBudget.of(larger, 1).cores())
        .isGreaterThanOrEqualTo(NodeBudget.of(type, 1).cores());
  }

  @Property
  void aTaskOfGpuEtlTakesJustItsShareOfTheGpu(@ForAll("types") InstanceType type) {
    int slots = ExecutorSize.on(type).cores();

    // Spark counts floor(1 / amount) tasks on a GPU.
    double amount = Double.parseDouble(SparkDefaults.share(slots));
    assertThat((int) Math.floor(1 / amount)).isEqualTo(slots);
  }

  @Test
  void aTypeThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> ExecutorSize.on(type(2, 4096, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("executor-instance is 'x9.large'")
        .hasMessageContaining("too little");
    assertThatThrownBy(() -> DriverSize.on(type(1, 2048, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("driver-instance is 'x9.large'");
  }
}
