package dev.hearth.driver.magic;

/** A magic was called wrongly, or cannot do what it was called for; the message says what to do. */
public final class MagicException extends Exception {
  private static final long serialVersionUID = 1L;

  public MagicException(String message) {
    super(message);
  }

  public MagicException(String message, Throwable cause) {
    super(message, cause);
  }
}
