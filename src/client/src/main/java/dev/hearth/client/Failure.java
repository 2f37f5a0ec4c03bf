package dev.hearth.client;

/**
 * The end of a command, in words for its user: what happened, and what to do. It is printed without
 * a stack trace.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String fix;

  private Failure(int exitCode, String message, String fix, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.fix = fix;
  }

  /** The command line, or a file that it names, is wrong; ends with {@link ExitCode#USAGE}. */
  public static Failure usage(String message, String fix) {
    return new Failure(ExitCode.USAGE, message, fix, null);
  }

  /** The gateway or the machine is; ends with {@link ExitCode#ENVIRONMENT}. */
  public static Failure environment(String message, String fix) {
    return new Failure(ExitCode.ENVIRONMENT, message, fix, null);
  }

  /** As {@link #environment(String, String)}; the cause is for {@code HEARTH_DEBUG=1}. */
  public static Failure environment(String message, String fix, Throwable cause) {
    return new Failure(ExitCode.ENVIRONMENT, message, fix, cause);
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** What to do about it; may be empty, may have several lines. */
  public String fix() {
    return fix;
  }
}
