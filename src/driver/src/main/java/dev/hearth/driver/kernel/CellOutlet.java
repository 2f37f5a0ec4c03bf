package dev.hearth.driver.kernel;

import dev.hearth.driver.output.OutputSink;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the outputs of one cell go: to its request's clients. It stays open after the cell, for
 * threads that the cell left behind, until the kernel restarts or the cell is given up.
 */
final class CellOutlet implements CellContext, OutputSink {
  private final Publisher publisher;
  private final ByteBuffer origin;
  private volatile boolean closed;

  CellOutlet(Publisher publisher, ByteBuffer origin) {
    this.publisher = publisher;
    this.origin = origin;
  }

  @Override
  public void display(MimeBundle bundle, Optional<String> displayId) {
    Map<String, Object> id = new HashMap<>();
    displayId.ifPresent(value -> id.put("display_id", value));
    show(new Display.Data(WellFormed.bundle(bundle.data()), bundle.metadata(), id));
  }

  @Override
  public void update(String displayId, MimeBundle bundle) {
    Map<String, Object> id = Map.of("display_id", displayId);
    show(new Display.Update(WellFormed.bundle(bundle.data()), bundle.metadata(), id));
  }

  @Override
  public void print(OutputStreamName stream, String text) {
    print(
        stream == OutputStreamName.STDERR ? Stream.Name.STDERR : Stream.Name.STDOUT, text);
  }

  @Override
  public void clear(boolean waitForNext) {
    show(new Display.Clear(waitForNext));
  }

  @Override
  public boolean stdout(String text) {
    return print(Stream.Name.STDOUT, text);
  }

  @Override
  public boolean stderr(String text) {
    return print(Stream.Name.STDERR, text);
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
