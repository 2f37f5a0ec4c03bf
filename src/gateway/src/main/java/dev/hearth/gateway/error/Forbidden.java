package dev.hearth.gateway.error;

/** What it is about may be known to the requester, but this is not theirs to do. */
public final class Forbidden extends HearthException {
  private static final long serialVersionUID = 1L;

  public Forbidden(String message) {
    super(message, null);
  }
}
