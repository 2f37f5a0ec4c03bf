package dev.hearth.cli.run;

import java.time.Duration;

/**
 * How a cell ended.
 *
 * @param error {@code name: value} of its error; empty if there was none
 * @param took from sending it to its end
 */
record CellResult(String error, Duration took) {
  boolean failed() {
    return !error.isEmpty();
  }
}
