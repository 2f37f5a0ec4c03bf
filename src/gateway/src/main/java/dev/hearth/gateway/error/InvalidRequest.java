package dev.hearth.gateway.error;

/** The request itself is wrong; the message names the field and the fix. */
public final class InvalidRequest extends HearthException {
  private static final long serialVersionUID = 1L;

  public InvalidRequest(String message) {
    super(message, null);
  }

  public InvalidRequest(String message, Throwable cause) {
    super(message, cause);
  }
}
