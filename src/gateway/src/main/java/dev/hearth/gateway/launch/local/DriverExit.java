package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.Unavailable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The exit of a driver's process, awaited or enforced. The process need not be a child of this one,
 * and it may end as a zombie; so it is looked at again and again.
 */
final class DriverExit {
  private static final Logger LOG = Logger.getLogger(DriverExit.class);
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final Duration UNTIL_A_KILL_WORKS = Duration.ofSeconds(20);

  private DriverExit() {}

  /** Completes when the process is gone. */
  static CompletableFuture<Void> of(DriverProcess driver, ScheduledExecutorService timer) {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    Future<?> looking =
        timer.scheduleWithFixedDelay(
            () -> {
              if (driver.running().isEmpty()) {
                gone.complete(null);
              }
            },
            0,
            LOOK_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    gone.whenComplete((nothing, failure) -> looking.cancel(false));
    return gone;
  }

  /**
   * Asks the process to leave, and kills it after the grace. Completes when it is gone, and with it
   * what it had started.
   */
  static CompletableFuture<Void> enforce(
      DriverProcess driver, Duration grace, ScheduledExecutorService timer) {
    Set<ProcessHandle> family = new LinkedHashSet<>();
    CompletableFuture<Void> gone = of(driver, timer);
    driver
        .running()
        .ifPresent(
            process -> {
              process.descendants().forEach(family::add);
              process.destroy();
            });
    Future<?> kill =
        timer.schedule(
            () ->
                driver
                    .running()
                    .ifPresent(
                        process -> {
                          LOG.infof(
                              "The driver did not leave by itself and is killed sessionId=%s",
                              driver.sessionId());
                          process.descendants().forEach(family::add);
                          process.destroyForcibly();
                        }),
            grace.toMillis(),
            TimeUnit.MILLISECONDS);
    Future<?> despair =
        timer.schedule(
            () ->
                gone.completeExceptionally(
                    new Unavailable(
                        "The driver's process "
                            + driver.pid()
                            + " does not end although it was killed.")),
            grace.plus(UNTIL_A_KILL_WORKS).toMillis(),
            TimeUnit.MILLISECONDS);
    return gone.whenComplete(
        (nothing, failure) -> {
          kill.cancel(false);
          despair.cancel(false);
          family.forEach(ProcessHandle::destroyForcibly);
        });
  }
}
