package dev.hearth.gateway.session;

import java.time.Duration;

/** The settings of {@link SessionConfig}. */
record Limits(Duration startTimeout, Duration stopGrace) implements SessionConfig {
  static final Limits GENEROUS = new Limits(Duration.ofMinutes(5), Duration.ofSeconds(30));

  @Override
  public Duration askForTurn() {
    return Duration.ofMillis(50);
  }
}
