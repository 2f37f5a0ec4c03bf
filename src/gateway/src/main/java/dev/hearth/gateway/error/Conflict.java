package dev.hearth.gateway.error;

/** The request contradicts the present state of what it is about. */
public final class Conflict extends HearthException {
  private static final long serialVersionUID = 1L;

  public Conflict(String message) {
    super(message, null);
  }

  public Conflict(String message, Throwable cause) {
    super(message, cause);
  }
}
