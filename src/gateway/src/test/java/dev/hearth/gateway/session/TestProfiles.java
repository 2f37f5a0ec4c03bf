package dev.hearth.gateway.session;

import dev.hearth.gateway.session.cluster.InstanceTypes;
import dev.hearth.gateway.session.cluster.InstancesConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Profiles as a configuration file would give them. */
public final class TestProfiles {
  private TestProfiles() {}

  public static Profiles of(Map<String, String> properties) {
    return of(properties, Set.of("local"));
  }

  /** Those of a gateway that has the launcher {@code emr}, too. */
  public static Profiles onEmr(Map<String, String> properties) {
    return of(properties, Set.of("local", "emr"));
  }

  /** Those of a gateway in a cluster, which has no driver of its own. */
  public static Profiles onEmrOnly(Map<String, String> properties) {
    return of(properties, Set.of("emr"));
  }

  private static Profiles of(Map<String, String> properties, Set<String> launchers) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ProfilesConfig.class)
            .withMapping(InstancesConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build();
    return new Profiles(
        config.getConfigMapping(ProfilesConfig.class).byName(),
        16 * 1024,
        launchers,
        new InstanceTypes(config.getConfigMapping(InstancesConfig.class).byName()));
  }
}
