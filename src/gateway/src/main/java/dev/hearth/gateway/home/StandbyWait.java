package dev.hearth.gateway.home;

import dev.hearth.gateway.error.Unavailable;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What a gateway on standby does as long as another one leads: tries again, twice a second. */
public final class StandbyWait {
  private static final Logger LOG = Logger.getLogger(StandbyWait.class);

  /** How long a takeover is late at most; so many looks at a lock cost its server nothing. */
  private static final long BETWEEN_LOOKS_MS = 500;

  /** As a shell says of a process that SIGTERM ended. */
  private static final int TERMINATED = 143;

  private StandbyWait() {}

  /** One try to take a lock. */
  @FunctionalInterface
  public interface Attempt<E extends Exception> {
    boolean succeeds() throws E;
  }

  /**
   * Blocks until an attempt succeeds; the log says once that it waits. A process that is stopped
   * meanwhile ends at once: Quarkus would wait for the end of a start that does not end, and take
   * the lead in between.
   *
   * @param whoLeads a sentence for the log, asked once
   */
  public static <E extends Exception> void until(Attempt<E> attempt, Supplier<String> whoLeads)
      throws E {
    if (attempt.succeeds()) {
      return;
    }
    LOG.infof("On standby: %s This one starts when that one is gone.", whoLeads.get());
    Thread whenStopped = new Thread(() -> Runtime.getRuntime().halt(TERMINATED), "end-of-standby");
    Runtime.getRuntime().addShutdownHook(whenStopped);
    do {
      pause();
    } while (!attempt.succeeds());
    Runtime.getRuntime().removeShutdownHook(whenStopped);
    LOG.info("The gateway that led is gone; this one starts.");
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The gateway was interrupted while it was on standby.", e);
    }
  }
}
