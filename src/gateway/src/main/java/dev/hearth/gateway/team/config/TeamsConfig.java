package dev.hearth.gateway.team.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the teams are configured. */
@ConfigMapping(prefix = "hearth.teams")
public interface TeamsConfig {

  /** The file, in YAML. Without it there is the one team {@code local}. */
  Optional<Path> file();

  /** How often it is looked at; what has changed is in force at once then. */
  @WithDefault("5s")
  Duration reload();
}
