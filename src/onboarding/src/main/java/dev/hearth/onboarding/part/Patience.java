package dev.hearth.onboarding.part;

import dev.hearth.client.Failure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what others do. */
public interface Patience {

  /**
   * Returns when it is done.
   *
   * @param what it waits for, for words
   * @throws Failure if it takes longer than that
   */
  void until(String what, Duration longest, BooleanSupplier done);

  /** Asks again every so often. */
  static Patience asking(Duration every) {
    return (what, longest, done) -> {
      long end = System.nanoTime() + longest.toNanos();
      while (!done.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw Failure.environment(
              what + " took longer than " + longest.toMinutes() + " minutes",
              "Run the command again: it goes on where it stopped.");
        }
        try {
          Thread.sleep(every.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw Failure.environment("interrupted while waiting for " + what, "", e);
        }
      }
    };
  }
}
