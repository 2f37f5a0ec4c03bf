package dev.hearth.gateway.home;

import dev.hearth.gateway.error.Unavailable;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What a gateway on standby does as long as another one leads: says so once, and lets a moment pass
 * at each turn. For the thread that starts the gateway.
 */
public final class StandbyWait implements Runnable {
  private static final Logger LOG = Logger.getLogger(StandbyWait.class);

  /** How long a takeover is late at most; two looks at a lock per second cost a server nothing. */
  private static final long BETWEEN_LOOKS_MS = 500;

  private final Supplier<String> whoLeads;
  private boolean told;

  /**
   * @param whoLeads a sentence for the log, asked once
   */
  public StandbyWait(Supplier<String> whoLeads) {
    this.whoLeads = whoLeads;
  }

  @Override
  public void run() {
    if (!told) {
      told = true;
      LOG.infof("On standby: %s This one starts when that one is gone.", whoLeads.get());
    }
    try {
      Thread.sleep(BETWEEN_LOOKS_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The gateway was stopped while it was on standby.", e);
    }
  }
}
