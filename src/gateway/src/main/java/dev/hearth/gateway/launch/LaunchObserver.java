package dev.hearth.gateway.launch;

/** Told what becomes of a driver; called on the launcher's threads, must not block. */
public interface LaunchObserver {

  /** A step of the start, for the user, e.g. {@code Waiting for a GPU node}. */
  void step(String text);

  /** Something that users should know also when the start is over, e.g. of a lost executor. */
  void news(String text);

  /**
   * The driver is gone; called once.
   *
   * @param reason in words for the user: exit code, signal or out of memory, and where the log is
   */
  void exited(String reason);
}
