package dev.hearth.driver.failure;

import dev.hearth.driver.kernel.CellOutcome;
import java.util.Optional;

/** Turns what user code threw into a cell's outcome. */
public final class Failures {
  private Failures() {}

  /** Interrupted if the exception is the effect of an interrupt, otherwise failed. */
  public static CellOutcome outcome(Throwable thrown) {
    Throwable error = Wrapping.strip(thrown);
    Optional<String> interruption = Interruption.reason(error);
    if (interruption.isPresent()) {
      return new CellOutcome.Interrupted(interruption.get());
    }
    Throwable shown = TaskFailure.causeInTask(error).orElse(error);
    return new CellOutcome.Failed(
        UserCode.className(shown.getClass().getName()),
        ErrorText.message(shown),
        ErrorText.lines(error));
  }
}
