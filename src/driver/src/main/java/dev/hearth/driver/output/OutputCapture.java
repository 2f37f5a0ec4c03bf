package dev.hearth.driver.output;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Replaces {@code System.out} and {@code System.err} for the life of the process and sends each
 * text to the cell it belongs to:
 *
 * <ol>
 *   <li>the cell that started the writing thread, directly or through other threads, as long as its
 *       sink takes text;
 *   <li>else, for a thread that outlived its cell, the newest running cell of the same kernel;
 *   <li>for threads that no cell started, and for workers of shared pools whose cell has ended, the
 *       newest running cell, if possible of the same kernel;
 *   <li>else the process's own stream, which is the driver's log.
 * </ol>
 *
 * <p>Thread-safe, and without a lock of its own: what is printed by many threads at once meets only
 * in the sinks.
 */
public final class OutputCapture {
  private static OutputCapture installed;

  private final Map<StandardStream, PrintStream> log = new EnumMap<>(StandardStream.class);
  private final InheritableThreadLocal<CellOutput> cellOfThread = new InheritableThreadLocal<>();

  /** In the order in which they were opened. */
  private final List<CellOutput> running = new CopyOnWriteArrayList<>();

  private OutputCapture() {
    for (StandardStream stream : StandardStream.values()) {
      log.put(stream, stream.current());
    }
  }

  /**
   * Replaces the process's streams; at the second call, answers what the first made. Must come
   * before anything touches {@code scala.Console}, which copies the streams when it is loaded.
   */
  public static synchronized OutputCapture install() {
    if (installed == null) {
      OutputCapture capture = new OutputCapture();
      System.setOut(new CapturedStream(capture, StandardStream.OUT, System.out));
      System.setErr(new CapturedStream(capture, StandardStream.ERR, System.err));
      installed = capture;
    }
    return installed;
  }

  /** For one kernel: its cells take over from each other. */
  public KernelOutput newKernel() {
    return new KernelOutput(this);
  }

  /** The process's own standard error: the log, whatever runs. */
  public PrintStream log() {
    return log.get(StandardStream.ERR);
  }

  CellOutput open(KernelOutput kernel, OutputSink sink) {
    CellOutput cell = new CellOutput(kernel, sink, cellOfThread.get());
    running.add(cell);
    cellOfThread.set(cell);
    return cell;
  }

  /** The counterpart of {@link #open}, on the same thread. */
  void close(CellOutput cell) {
    running.remove(cell);
    if (cell.before() == null) {
      cellOfThread.remove();
    } else {
      cellOfThread.set(cell.before());
    }
  }

  void write(StandardStream stream, String text) {
    if (text.isEmpty()) {
      return;
    }
    CellOutput own = cellOfThread.get();
    boolean written =
        own == null || isSharedAndIdle(own)
            ? writeForPool(stream, text, own)
            : own.offer(stream, text) || offerNewest(stream, text, own.kernel());
    if (!written) {
      log.get(stream).print(text);
    }
  }

  /**
   * A worker of a fork-join pool, such as Scala's global execution context, works for all kernels,
   * whichever cell happened to need it first; and the cell that it works for mostly waits for it.
   */
  private boolean isSharedAndIdle(CellOutput cell) {
    return Thread.currentThread() instanceof ForkJoinWorkerThread && !running.contains(cell);
  }

  /**
   * @param first the cell that made the thread, null for none
   */
  private boolean writeForPool(StandardStream stream, String text, CellOutput first) {
    return (first != null && offerNewest(stream, text, first.kernel()))
        || offerNewest(stream, text, null)
        || (first != null && first.offer(stream, text));
  }

  /** With null as kernel: of any. */
  private boolean offerNewest(StandardStream stream, String text, KernelOutput kernel) {
    ListIterator<CellOutput> cells = running.listIterator(running.size());
    while (cells.hasPrevious()) {
      CellOutput cell = cells.previous();
      if ((kernel == null || cell.kernel() == kernel) && cell.offer(stream, text)) {
        return true;
      }
    }
    return false;
  }
}
