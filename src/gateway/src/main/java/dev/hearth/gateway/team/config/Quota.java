package dev.hearth.gateway.team.config;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * The most that a team, or each of its users, may have at a time; what is empty is not limited.
 *
 * @param cores of drivers and executors
 * @param memoryMib of drivers and executors, in MiB
 * @param costPerDay in the currency of the profiles' prices, from midnight UTC to midnight UTC
 */
public record Quota(
    Optional<Integer> sessions,
    Optional<Integer> cores,
    Optional<Long> memoryMib,
    Optional<Integer> gpus,
    Optional<BigDecimal> costPerDay) {
  /** Without any limit. */
  public static final Quota NONE =
      new Quota(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Quota {
    Objects.requireNonNull(sessions, "sessions");
    Objects.requireNonNull(cores, "cores");
    Objects.requireNonNull(memoryMib, "memoryMib");
    Objects.requireNonNull(gpus, "gpus");
    Objects.requireNonNull(costPerDay, "costPerDay");
  }
}
