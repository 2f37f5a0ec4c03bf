package dev.hearth.driver.link;

import java.io.IOException;

/** A connection that is of no use any more; the link dials again. */
final class LinkBrokenException extends IOException {
  private static final long serialVersionUID = 1L;

  LinkBrokenException(String message) {
    super(message);
  }

  LinkBrokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
