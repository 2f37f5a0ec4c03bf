package dev.hearth.driver.link;

import java.io.IOException;

/** A run of consecutively numbered outputs. Guarded by the monitor of its {@link Spool}. */
interface Segment extends AutoCloseable {

  /** Whether a further output of that size may be added here. */
  boolean accepts(int bytes);

  /** Adds the output that follows {@link #last}. */
  void add(byte[] frame) throws IOException;

  /** The number of its newest output. */
  long last();

  /** An output that it holds. Cheap when read in order. */
  byte[] read(long number) throws IOException;

  /** Outputs up to that number are not needed any more. */
  void release(long number);

  /** Frees everything. */
  @Override
  void close();
}
