package dev.hearth.gateway.error;

/** A request has more than Hearth takes. */
public final class TooLarge extends HearthException {
  private static final long serialVersionUID = 1L;

  public TooLarge(String message) {
    super(message, null);
  }
}
