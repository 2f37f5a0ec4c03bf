package dev.hearth.gateway.session;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Profiles as a configuration file would give them. */
public final class TestProfiles {
  private TestProfiles() {}

  public static Profiles of(Map<String, String> properties) {
    ProfilesConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ProfilesConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(ProfilesConfig.class);
    return new Profiles(config.byName(), 16 * 1024);
  }
}
