package dev.hearth.gateway.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The registry's database. */
@ConfigMapping(prefix = "hearth.registry")
public interface RegistryConfig {

  /**
   * JDBC URL of a PostgreSQL or H2 database, e.g. {@code jdbc:postgresql://db/hearth}. By default
   * an H2 file under the home.
   */
  Optional<String> url();

  Optional<String> username();

  Optional<String> password();

  /** Most connections that the gateway holds at once. */
  @WithDefault("10")
  int maxConnections();
}
