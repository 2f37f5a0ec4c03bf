package dev.hearth.driver.python;

/** The child process is gone; the message tells how. */
final class PythonEnded extends Exception {
  private static final long serialVersionUID = 1L;

  PythonEnded(String how) {
    super("The Python process " + how + ".");
  }
}
