package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Content;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running cell may do besides returning a value. Its methods may be called by any thread.
 */
public interface CellContext {

  /**
   * The cell's number as in {@code In[n]}; 0 where it has none. It names the cell in error messages
   * and in Spark's user interface ({@code count at cell3:2}).
   */
  default int executionCount() {
    return 0;
  }

  /** Stands for the file name in messages and traces: {@code cell3}, or {@code cell}. */
  default String cellName() {
    return executionCount() > 0 ? "cell" + executionCount() : "cell";
  }

  /** Shows something below the cell at once. With an id, {@link #update} can replace it later. */
  void display(MimeBundle bundle, Optional<String> displayId);

  /** Replaces what was displayed under the id, in whichever cell it stands. */
  void update(String displayId, MimeBundle bundle);

  /** Text on standard output or error, in order with everything else that the cell shows. */
  void print(OutputStreamName stream, String text);

  /** Clears the cell's output, at once or when the next output comes. */
  void clear(boolean waitForNext);

  /** Whether the client of this cell answers questions. */
  boolean takesQuestions();

  /**
   * Asks the user for a line, below the cell, and waits for it.
   *
   * @param hidden whether what is typed must not be shown
   * @throws IllegalStateException if the client of this cell takes no questions
   * @throws InterruptedException if the cell is interrupted
   */
  String input(String prompt, boolean hidden) throws InterruptedException;

  /**
   * Publishes a message of the interpreter's own making below the cell, on iopub: for languages
   * whose kernels speak Jupyter themselves, and for comms.
   *
   * @param metadata of the message, mostly empty
   * @param buffers the message's binary parts
   */
  void publish(Content content, Map<String, Object> metadata, List<ByteBuffer> buffers);

  /** The two streams of a cell. */
  enum OutputStreamName {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String wireName;

    OutputStreamName(String wireName) {
      this.wireName = wireName;
    }

    /** As it stands in {@code stream} messages. */
    public String wireName() {
      return wireName;
    }
  }
}
