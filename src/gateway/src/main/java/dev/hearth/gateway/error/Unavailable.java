package dev.hearth.gateway.error;

/** Not possible at present; trying later may help. */
public final class Unavailable extends HearthException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String message) {
    super(message, null);
  }

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
