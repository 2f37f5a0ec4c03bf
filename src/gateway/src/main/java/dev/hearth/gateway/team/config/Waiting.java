package dev.hearth.gateway.team.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How sessions wait for a quota instead of being refused.
 *
 * @param length at most so many of a team wait
 * @param timeout so long each; then it has failed
 */
public record Waiting(int length, Duration timeout) {
  public Waiting {
    Objects.requireNonNull(timeout, "timeout");
  }
}
