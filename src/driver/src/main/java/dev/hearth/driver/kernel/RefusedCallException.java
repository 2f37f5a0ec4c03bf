package dev.hearth.driver.kernel;

/** The gateway did not do what a kernel asked; the message tells the user why and what to do. */
public final class RefusedCallException extends Exception {
  private static final long serialVersionUID = 1;

  public RefusedCallException(String message) {
    super(message);
  }
}
