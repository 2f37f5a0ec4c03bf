package dev.hearth.gateway.kernel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The disk refused something to a journal. The journal is as it was before the call, and the call
 * may be repeated once the cause is gone.
 */
public final class JournalException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  private JournalException(String message, IOException cause) {
    super(message, cause);
  }

  static JournalException cannot(String what, Path where, IOException cause) {
    return new JournalException(
        "Cannot "
            + what
            + " in "
            + where
            + " ("
            + cause.getMessage()
            + "). Check that the disk has space, that the folder may be written and that the limit"
            + " of open files is high enough, or give the gateway another home.",
        cause);
  }
}
