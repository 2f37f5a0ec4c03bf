package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.IsComplete.Verdict;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * Evaluates one of a request's {@code user_expressions}, after its cell. Called on the execution
   * thread.
   */
  default CellOutcome evaluate(String expression, CellContext context) {
    return run(expression, context);
  }

  /**
   * A client's widget speaks: {@code comm_open}, {@code comm_msg} or {@code comm_close}. Called on
   * the execution thread, between cells. By default there are no comms, and Jupyter's word for an
   * unknown target is to close what was opened.
   *
   * @param metadata of the message, e.g. the version of the widgets' protocol
   * @param context takes what is said in reply
   */
  default CellOutcome comm(
      Comm message, Map<String, Object> metadata, List<ByteBuffer> buffers, CellContext context) {
    if (message instanceof Comm.Open open) {
      context.publish(new Comm.Close(open.commId(), Map.of()), Map.of(), List.of());
    }
    return new CellOutcome.Succeeded(Optional.empty());
  }

  /** The comms that are open, by their id. */
  default Map<String, Comm.Target> comms() {
    return Map.of();
  }

  /** Whether a console should run the code or ask for more lines. Does not run anything. */
  Completeness completeness(String code);

  /**
   * What could stand at the cursor. Runs nothing of the user's and waits for no cell.
   *
   * @param cursor an offset into the string, as all positions of this interface; clients' code
   *     points are converted before
   */
  default Completion complete(String code, int cursor) {
    return Completion.none(cursor);
  }

  /**
   * What is known of the name at the cursor: its type, signature, documentation.
   *
   * @param detailed whether the user asked for all there is
   */
  default Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    return Optional.empty();
  }

  /** What {@code kernel_info_reply} says of the language. */
  Language language();

  /** Releases the interpreter's memory and classes; the Spark session stays. */
  @Override
  void close();

  /**
   * See {@code is_complete_reply} in Jupyter's messaging specification.
   *
   * @param indent what the next line should begin with; empty unless incomplete
   */
  record Completeness(Verdict verdict, String indent) {
    public static final Completeness COMPLETE = new Completeness(Verdict.COMPLETE, "");
    public static final Completeness INVALID = new Completeness(Verdict.INVALID, "");
    public static final Completeness UNKNOWN = new Completeness(Verdict.UNKNOWN, "");

    /** More lines are needed, the next of which begins with the indent. */
    public static Completeness incomplete(String indent) {
      return new Completeness(Verdict.INCOMPLETE, indent);
    }
  }

  /**
   * @param name as Jupyter clients know it, e.g. {@code scala}
   * @param codemirrorMode e.g. {@code text/x-scala}
   */
  record Language(
      String name, String version, String mimetype, String fileExtension, String codemirrorMode) {}
}
