package dev.hearth.protocol;

/**
 * Bytes from outside that are not what they claim to be. Its message names the part and the fault
 * and never quotes the content.
 */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message);
  }

  public MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
