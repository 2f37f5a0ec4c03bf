package dev.hearth.driver.output;

import java.util.function.Supplier;

/** The output of one kernel's cells. */
public final class KernelOutput {
  private final OutputCapture capture;

  KernelOutput(OutputCapture capture) {
    this.capture = capture;
  }

  /**
   * Runs a cell on the calling thread. What this thread and threads started by it print goes to the
   * sink; so does, while the cell runs, what belongs to no other cell. Threads that outlive the run
   * go on printing to the sink until it refuses.
   */
  public <T> T capture(OutputSink sink, Supplier<T> cell) {
    CellOutput output = capture.open(this, sink);
    try {
      return cell.get();
    } finally {
      capture.close(output);
    }
  }
}
