package dev.hearth.gateway.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Kernels that end after their client has gone. */
@ConfigMapping(prefix = "hearth.lease")
public interface LeaseConfig {

  /**
   * How long a leased kernel is kept whose client fell silent and did not leave: its computer
   * sleeps, or the network is down. It is also what a leased kernel has after a restart of the
   * gateway, which cannot know.
   */
  @WithDefault("8H")
  Duration silence();
}
