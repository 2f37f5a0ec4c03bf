package dev.hearth.driver.input;

import dev.hearth.driver.display.RunningCell;
import dev.hearth.driver.kernel.CellContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Stands in for {@link System#in}: what a thread reads comes from the user of the cell that it
 * belongs to. Threads of no cell find it at its end.
 */
public final class StandardInput extends InputStream {
  private static final Map<CellContext, CellInput> OF_CELLS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private StandardInput() {}

  /** Puts it in place, once per process. */
  public static void install() {
    System.setIn(new StandardInput());
  }

  /** The input of a cell; the same one at each call, for it may hold the rest of a line. */
  public static InputStream of(CellContext cell) {
    return OF_CELLS.computeIfAbsent(cell, CellInput::new);
  }

  private static Optional<InputStream> own() {
    return RunningCell.ofThread().map(StandardInput::of);
  }

  @Override
  public int read() throws IOException {
    Optional<InputStream> own = own();
    return own.isPresent() ? own.get().read() : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Optional<InputStream> own = own();
    return own.isPresent() ? own.get().read(into, offset, length) : -1;
  }

  @Override
  public int available() throws IOException {
    Optional<InputStream> own = own();
    return own.isPresent() ? own.get().available() : 0;
  }
}
