package dev.hearth.gateway.error;

/** There is no such thing, or none that this principal may know of. */
public final class NotFound extends HearthException {
  private static final long serialVersionUID = 1L;

  public NotFound(String message) {
    super(message, null);
  }

  public NotFound(String message, Throwable cause) {
    super(message, cause);
  }
}
