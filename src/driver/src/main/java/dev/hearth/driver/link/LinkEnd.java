package dev.hearth.driver.link;

/**
 * Why a link is over for good.
 *
 * @param text for the log
 */
public record LinkEnd(Cause cause, String text) {

  /** Who ended it. */
  public enum Cause {
    /** The gateway knows the session no more, or not this token. */
    GONE,
    /** The gateway ordered the stop. */
    STOPPED,
    /** No gateway was reached within the orphan limit. */
    ORPHANED,
    /** The driver itself closed it. */
    CLOSED
  }
}
