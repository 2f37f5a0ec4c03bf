package dev.hearth.driver.comm;

/** Answers the comms that clients open under one target name. */
@FunctionalInterface
public interface CommTarget {

  /**
   * A client has opened a comm. Called between cells, on the thread that runs them; what it throws
   * is shown to the client and closes the comm.
   *
   * @param message what came with the opening
   */
  void opened(OpenComm comm, CommMessage message);
}
