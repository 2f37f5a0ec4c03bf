package dev.hearth.driver.kernel;

import java.time.Duration;

/**
 * How long an interrupted cell is given before the next, harder step.
 *
 * @param stopAfter from the interrupt until its thread is stopped
 * @param abandonAfter from then until its thread is given up, with the interpreter
 */
public record InterruptTiming(Duration stopAfter, Duration abandonAfter) {

  /** For restarts, after which nothing of the cell is wanted any more. */
  InterruptTiming hurried() {
    return new InterruptTiming(shorter(stopAfter), shorter(abandonAfter));
  }

  private static Duration shorter(Duration duration) {
    Duration second = Duration.ofSeconds(1);
    return duration.compareTo(second) < 0 ? duration : second;
  }
}
