package dev.hearth.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the steps of a session's life may take. */
@ConfigMapping(prefix = "hearth.session")
public interface SessionConfig {

  /** From the request until Spark is ready; a session that takes longer has failed. */
  @WithDefault("5m")
  Duration startTimeout();

  /** How often a session that waits for its team's quota asks whether it is its turn. */
  @WithDefault("2s")
  Duration askForTurn();

  /**
   * How long a driver may take to leave by itself before it is killed. It gives Spark 15 seconds to
   * stop.
   */
  @WithDefault("20s")
  Duration stopGrace();
}
