package dev.hearth.driver.notebook;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.output.KernelOutput;
import dev.hearth.driver.output.OutputSink;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A kernel reduced to what an interpreter sees of it. */
public final class Notebook implements AutoCloseable {
  private final Interpreter interpreter;
  private final KernelOutput output = TestSpark.OUTPUT.newKernel();
  private int executionCount;

  private final List<Content> published = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();

  public Notebook(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  public Interpreter interpreter() {
    return interpreter;
  }

  /** The user answers the next question of a cell. */
  public void type(String line) {
    typed.add(line);
  }

  /** Messages that cells and comms have made themselves, in order. */
  public List<Content> published() {
    return List.copyOf(published);
  }

  /** The user's widget speaks. */
  public CellRun receive(Comm message, byte[]... buffers) {
    List<ByteBuffer> parts = Arrays.stream(buffers).map(ByteBuffer::wrap).toList();
    return new RunningCell(cell -> interpreter.comm(message, Map.of(), parts, cell), 0).join();
  }

  /** Runs a cell to its end. */
  public CellRun run(String... lines) {
    return start(lines).join();
  }

  /** Starts a cell on a thread of its own. */
  public RunningCell start(String... lines) {
    executionCount++;
    String code = String.join("\n", lines);
    return new RunningCell(cell -> interpreter.run(code, cell), executionCount);
  }

  @Override
  public void close() {
    interpreter.close();
  }

  /** A cell that may still run. */
  public final class RunningCell implements CellContext, OutputSink {
    private final StringBuffer stdout = new StringBuffer();
    private final StringBuffer stderr = new StringBuffer();
    private final List<MimeBundle> displayed = new CopyOnWriteArrayList<>();
    private final List<CellRun.Update> updated = new CopyOnWriteArrayList<>();
    private final CompletableFuture<CellRun> run = new CompletableFuture<>();
    private final int number;
    private final Thread thread;

    private RunningCell(Function<CellContext, CellOutcome> work, int number) {
      this.number = number;
      this.thread = new Thread(() -> run(work), "cell");
      thread.start();
    }

    private void run(Function<CellContext, CellOutcome> work) {
      try {
        var outcome = output.capture(this, () -> work.apply(this));
        run.complete(
            new CellRun(
                outcome,
                stdout.toString(),
                stderr.toString(),
                List.copyOf(displayed),
                List.copyOf(updated)));
      } catch (Throwable e) {
        run.completeExceptionally(e);
      }
    }

    public Thread thread() {
      return thread;
    }

    public CellRun join() {
      return run.join();
    }

    public String stdoutSoFar() {
      return stdout.toString();
    }

    @Override
    public int executionCount() {
      return number;
    }

    @Override
    public void display(MimeBundle bundle, Optional<String> displayId) {
      displayed.add(bundle);
    }

    @Override
    public void update(String displayId, MimeBundle bundle) {
      updated.add(new CellRun.Update(displayId, bundle));
    }

    @Override
    public void print(OutputStreamName stream, String text) {
      (stream == OutputStreamName.STDOUT ? stdout : stderr).append(text);
    }

    @Override
    public boolean takesQuestions() {
      return true;
    }

    /** What the user types, in the order of the questions. */
    @Override
    public String input(String prompt, boolean hidden) throws InterruptedException {
      return typed.take();
    }

    @Override
    public void publish(Content content, Map<String, Object> metadata, List<ByteBuffer> buffers) {
      if (content instanceof Display.Data shown) {
        displayed.add(new MimeBundle(shown.data(), shown.metadata()));
      }
      published.add(content);
    }

    @Override
    public void clear(boolean waitForNext) {
      displayed.clear();
    }

    @Override
    public boolean stdout(String text) {
      stdout.append(text);
      return true;
    }

    @Override
    public boolean stderr(String text) {
      stderr.append(text);
      return true;
    }
  }
}
