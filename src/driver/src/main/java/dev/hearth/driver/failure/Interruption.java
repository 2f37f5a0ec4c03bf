package dev.hearth.driver.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;

/** Which exceptions mean that somebody stopped the cell. */
final class Interruption {
  /** Not so when the context ended: then all jobs are cancelled, and it is a failure. */
  private static final Pattern JOB_CANCELLED =
      Pattern.compile("Job \\d+ cancelled (?!because SparkContext).*");

  private Interruption() {}

  /** What to tell the user, if it is one. */
  static Optional<String> reason(Throwable error) {
    for (Throwable cause : Causes.of(error)) {
      if (cause instanceof ThreadDeath) {
        return Optional.of("The cell was stopped.");
      }
      if (isCancelledJob(cause)) {
        return Optional.of("The cell was interrupted: its Spark job was cancelled.");
      }
      if (isInterruptedWait(cause)) {
        return Optional.of("The cell was interrupted.");
      }
    }
    return Optional.empty();
  }

  private static boolean isCancelledJob(Throwable error) {
    return error instanceof SparkException
        && error.getMessage() != null
        && JOB_CANCELLED.matcher(ErrorText.firstLine(error.getMessage())).find();
  }

  private static boolean isInterruptedWait(Throwable error) {
    return error instanceof InterruptedException
        || error instanceof ClosedByInterruptException
        || (error instanceof InterruptedIOException && !(error instanceof SocketTimeoutException));
  }
}
