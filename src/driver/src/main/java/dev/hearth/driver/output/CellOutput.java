package dev.hearth.driver.output;

/**
 * Where a cell's own threads print.
 *
 * @param before where the thread that runs the cell printed before, null for nowhere
 */
record CellOutput(KernelOutput kernel, OutputSink sink, CellOutput before) {

  boolean offer(StandardStream stream, String text) {
    return stream.offer(sink, text);
  }
}
