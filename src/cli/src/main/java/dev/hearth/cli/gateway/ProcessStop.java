package dev.hearth.cli.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a process that this command started. */
final class ProcessStop {
  private ProcessStop() {}

  /**
   * Gently, then not; returns when the process is gone. Who is interrupted meanwhile does not wait
   * for a gentle end.
   *
   * @return whether the thread was interrupted, which it is no more: it may have files to clear up,
   *     and is to be interrupted again after that
   */
  static boolean stop(Process process, Duration patience) {
    process.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    return interrupted;
  }
}
