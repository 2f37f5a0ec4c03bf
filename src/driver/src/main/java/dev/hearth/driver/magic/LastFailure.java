package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import java.util.Optional;

/** The last failure of a kernel's cells, whose whole trace {@code %trace} shows. Thread-safe. */
public final class LastFailure {
  private volatile Optional<CellOutcome.Failed> last = Optional.empty();

  CellOutcome noted(CellOutcome outcome) {
    if (outcome instanceof CellOutcome.Failed failed) {
      last = Optional.of(failed);
    }
    return outcome;
  }

  Optional<CellOutcome.Failed> last() {
    return last;
  }
}
