package dev.hearth.driver.kernel;

import dev.hearth.driver.output.OutputSink;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the outputs of one cell go: below the cell that its request came from.
 *
 * <p>What is printed is still taken after the cell's end, from threads that it left behind, until
 * another cell begins: then a thread pool that this cell happened to start prints below the cell
 * that uses it. What is displayed is taken until the kernel restarts or the cell is given up.
 */
final class CellOutlet implements CellContext, OutputSink {
  private final Publisher publisher;
  private final ByteBuffer origin;
  private final int executionCount;
  private volatile boolean printing = true;
  private volatile boolean closed;

  CellOutlet(Publisher publisher, ByteBuffer origin, int executionCount) {
    this.publisher = publisher;
    this.origin = origin;
    this.executionCount = executionCount;
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
  public String input(String prompt, boolean hidden) {
    throw new IllegalStateException("this client takes no questions");
  }

  @Override
  public void publish(Content content, List<ByteBuffer> buffers) {
    if (!closed) {
      publisher.publish(origin, Channel.IOPUB, content, buffers);
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
