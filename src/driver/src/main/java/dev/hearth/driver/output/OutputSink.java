package dev.hearth.driver.output;

/**
 * Takes what a cell prints. Called by any thread, several at once, with whole characters and mostly
 * whole lines; it may be called very often, so gathering and timing are its own affair.
 *
 * <p>A sink that was closed answers false, and goes on to do so: the text is then offered to the
 * kernel's newest cell, or goes to the process's log.
 */
public interface OutputSink {

  /**
   * @return whether the text was taken
   */
  boolean stdout(String text);

  /**
   * @return whether the text was taken
   */
  boolean stderr(String text);
}
