package dev.hearth.driver.link;

import java.io.IOException;

/** The gateway has answered that there is no such session, or none with this token. */
final class SessionGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  SessionGoneException(String message) {
    super(message);
  }
}
