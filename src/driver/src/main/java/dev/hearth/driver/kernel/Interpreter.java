package dev.hearth.driver.kernel;

/**
 * Evaluates the cells of one kernel in one language. {@link #run} is called on the kernel's own
 * execution thread, one cell at a time; the other methods on other threads, also while a cell runs.
 *
 * <p>A cell is interrupted from outside: its Spark jobs are cancelled by their job group, then its
 * thread is interrupted, at last stopped ({@link ThreadDeath}). An interpreter turns each of these
 * into {@link CellOutcome.Interrupted} and stays usable.
 */
public interface Interpreter extends AutoCloseable {

  /** Runs a cell to its end. User code that fails is an outcome, never an exception. */
  CellOutcome run(String code, CellContext context);

  /** Whether a console should run the code or ask for more lines. Does not run anything. */
  Completeness completeness(String code);

  /** What {@code kernel_info_reply} says of the language. */
  Language language();

  /** Releases the interpreter's memory and classes; the Spark session stays. */
  @Override
  void close();

  /** See {@code is_complete_reply} in Jupyter's messaging specification. */
  enum Completeness {
    COMPLETE,
    INCOMPLETE,
    INVALID,
    UNKNOWN
  }

  /**
   * @param name as Jupyter clients know it, e.g. {@code scala}
   * @param codemirrorMode e.g. {@code text/x-scala}
   */
  record Language(
      String name, String version, String mimetype, String fileExtension, String codemirrorMode) {}
}
