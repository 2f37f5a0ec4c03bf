package dev.hearth.client;

/** What the exit codes of {@code hearth} mean; the help texts list the same. */
public final class ExitCode {
  public static final int OK = 0;

  /** A cell failed; the notebook was written with what there was. */
  public static final int NOTEBOOK_FAILED = 1;

  /** The command line, or a file that it names, is not what the command takes. */
  public static final int USAGE = 2;

  /** The gateway or the machine: not there, not answering, not enough of it. */
  public static final int ENVIRONMENT = 3;

  private ExitCode() {}
}
