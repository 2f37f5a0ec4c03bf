package dev.hearth.driver.kernel;

import dev.hearth.driver.output.OutputSink;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Stdin;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the outputs of one cell go: below the cell that its request came from.
 *
 * <p>What is printed is still taken after the cell's end, from threads that it left behind, until
 * another cell begins: then a thread pool that this cell happened to start prints below the cell
 * that uses it. What is displayed is taken until the kernel restarts or the cell is given up.
 */
final class CellOutlet implements CellContext, OutputSink {
  private static final Logger LOG = LoggerFactory.getLogger(CellOutlet.class);

  private final Publisher publisher;
  private final ByteBuffer origin;
  private final int executionCount;
  private final boolean allowStdin;
  private final Questions questions = new Questions();
  private volatile boolean printing = true;
  private volatile boolean closed;

  /**
   * @param allowStdin whether the client answers questions
   */
  CellOutlet(Publisher publisher, ByteBuffer origin, int executionCount, boolean allowStdin) {
    this.publisher = publisher;
    this.origin = origin;
    this.executionCount = executionCount;
    this.allowStdin = allowStdin;
  }

  @Override
  public int executionCount() {
    return executionCount;
  }

  @Override
  public void display(MimeBundle bundle, Optional<String> displayId) {
    Map<String, Object> id = new HashMap<>();
    displayId.ifPresent(value -> id.put("display_id", value));
    show(new Display.Data(WellFormed.data(bundle), bundle.metadata(), id));
  }

  @Override
  public void update(String displayId, MimeBundle bundle) {
    Map<String, Object> id = Map.of("display_id", displayId);
    show(new Display.Update(WellFormed.data(bundle), bundle.metadata(), id));
  }

  @Override
  public void print(OutputStreamName stream, String text) {
    boolean error = stream == OutputStreamName.STDERR;
    print(error ? Stream.Name.STDERR : Stream.Name.STDOUT, text);
  }

  @Override
  public void clear(boolean waitForNext) {
    show(new Display.Clear(waitForNext));
  }

  @Override
  public boolean takesQuestions() {
    return allowStdin;
  }

  @Override
  public String input(String prompt, boolean hidden) throws InterruptedException {
    if (!allowStdin) {
      throw new IllegalStateException(
          "The cell asks for input, but this client does not answer questions. Run it where"
              + " somebody can type, or put the value into the cell.");
    }
    return questions.ask(
        () -> publisher.publish(origin, Channel.STDIN, new Stdin.Request(prompt, hidden)));
  }

  /** The user has answered. */
  void reply(String value) {
    if (!questions.reply(value)) {
      LOG.info("An input_reply came that nothing waits for");
    }
  }

  /** The code has ended: nothing that it left behind may ask. */
  void endQuestions() {
    questions.close();
  }

  @Override
  public void publish(Content content, Map<String, Object> metadata, List<ByteBuffer> buffers) {
    if (!closed) {
      publisher.publish(origin, Channel.IOPUB, content, metadata, buffers);
    }
  }

  @Override
  public boolean stdout(String text) {
    return printing && print(Stream.Name.STDOUT, text);
  }

  @Override
  public boolean stderr(String text) {
    return printing && print(Stream.Name.STDERR, text);
  }

  /** Another cell begins. */
  void supersede() {
    printing = false;
  }

  /** Nothing that the cell still says is heard. */
  void close() {
    closed = true;
  }

  private boolean print(Stream.Name stream, String text) {
    return !closed && publisher.print(origin, stream, text);
  }

  private void show(Display content) {
    if (!closed) {
      publisher.broadcast(origin, content);
    }
  }
}
