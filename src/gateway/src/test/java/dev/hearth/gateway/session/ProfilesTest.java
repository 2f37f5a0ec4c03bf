package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.ShareLevel;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final long GIB = 1024;

  /** The profiles as the properties of the gateway make them, on a machine of that many MiB. */
  private static Profiles profiles(long machine, Map<String, String> properties) {
    ProfilesConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ProfilesConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(ProfilesConfig.class);
    return new Profiles(config.byName(), machine);
  }

  @Test
  void theLocalProfileIsAlwaysThere() {
    Profiles profiles = profiles(16 * GIB, Map.of());
    assertThat(profiles.names()).containsExactly("local");
    assertThat(profiles.named("local"))
        .isEqualTo(
            new Profile(
                "local",
                "local",
                "4096m",
                Map.of("spark.master", "local[*]"),
                "Spark on this machine",
                new Sharing(ShareLevel.KERNEL, true, Duration.ofMinutes(10)),
                BigDecimal.ZERO,
                Optional.empty()));
  }

  @Test
  void theDefaultHeapIsHalfOfTheMachineWithinLimits() {
    assertThat(profiles(64 * GIB, Map.of()).named("local").driverMemory()).isEqualTo("4096m");
    assertThat(profiles(6 * GIB, Map.of()).named("local").driverMemory()).isEqualTo("3072m");
    assertThat(profiles(1600, Map.of()).named("local").driverMemory()).isEqualTo("1024m");
  }

  @Test
  void aMachineThatIsTooSmallIsToldSoUnlessTheHeapIsConfigured() {
    assertThatThrownBy(() -> profiles(1024, Map.of()).named("local"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("1024 MiB")
        .hasMessageContaining("hearth.profiles.local.driver-memory");
    assertThat(
            profiles(1024, Map.of("hearth.profiles.local.driver-memory", "600m"))
                .named("local")
                .driverMemory())
        .isEqualTo("600m");
  }

  @Test
  void profilesAreConfiguredByName() {
    Profiles profiles =
        profiles(
            16 * GIB,
            Map.ofEntries(
                Map.entry("hearth.profiles.gpu-train.launcher", "other"),
                Map.entry("hearth.profiles.gpu-train.driver-memory", "8G"),
                Map.entry("hearth.profiles.gpu-train.description", "Training on GPUs"),
                Map.entry("hearth.profiles.gpu-train.share-level", "team"),
                Map.entry("hearth.profiles.gpu-train.share-views", "false"),
                Map.entry("hearth.profiles.gpu-train.linger", "1h"),
                Map.entry("hearth.profiles.gpu-train.spark-conf.\"spark.executor.memory\"", "20g"),
                Map.entry("hearth.profiles.local.spark-conf.\"spark.master\"", "local[2]")));
    assertThat(profiles.names()).containsExactly("gpu-train", "local");
    assertThat(profiles.named("gpu-train"))
        .isEqualTo(
            new Profile(
                "gpu-train",
                "other",
                "8g",
                Map.of("spark.executor.memory", "20g"),
                "Training on GPUs",
                new Sharing(ShareLevel.TEAM, false, Duration.ofHours(1)),
                BigDecimal.ZERO,
                Optional.empty()));
    assertThat(profiles.named("local").sparkConf()).containsEntry("spark.master", "local[2]");
  }

  @Test
  void anUnknownProfileIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> profiles(16 * GIB, Map.of()).named("gpu"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("There is no profile 'gpu'. Profiles: local.");
  }

  @Test
  void aHeapWithWhichSparkCannotStartStopsTheGatewaysStart() {
    for (String wrong : new String[] {"256m", "2gb", "lots", "", "-1g"}) {
      assertThatThrownBy(
              () -> profiles(16 * GIB, Map.of("hearth.profiles.small.driver-memory", wrong + " ")))
          .isInstanceOf(RuntimeException.class);
    }
    assertThatThrownBy(
            () -> profiles(16 * GIB, Map.of("hearth.profiles.small.driver-memory", "256m")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hearth.profiles.small.driver-memory is '256m'");
  }
}
