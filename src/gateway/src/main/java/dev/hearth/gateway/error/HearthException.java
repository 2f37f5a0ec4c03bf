package dev.hearth.gateway.error;

/**
 * Something that Hearth cannot do for its user. The message says what happened and what to do next,
 * in words that are safe to show; edges choose how it looks.
 */
public abstract sealed class HearthException extends RuntimeException
    permits Conflict, Forbidden, InvalidRequest, NotFound, TooLarge, Unavailable {
  private static final long serialVersionUID = 1L;

  HearthException(String message, Throwable cause) {
    super(message, cause);
  }
}
