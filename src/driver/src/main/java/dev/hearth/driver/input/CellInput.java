package dev.hearth.driver.input;

import dev.hearth.driver.kernel.CellContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The standard input of one cell: asks its user for a line whenever it has run dry. */
final class CellInput extends InputStream {
  /** Weak, for the inputs of cells are found by their cells, which must not keep themselves. */
  private final WeakReference<CellContext> cell;

  private byte[] line = {};
  private int at;

  CellInput(CellContext cell) {
    this.cell = new WeakReference<>(cell);
  }

  @Override
  public synchronized int read() throws IOException {
    fill();
    return line[at++] & 0xff;
  }

  /** Never more than a line: what is read ahead would be lost to the next reader. */
  @Override
  public synchronized int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    fill();
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - at;
  }

  private void fill() throws IOException {
    if (at < line.length) {
      return;
    }
    CellContext asking = cell.get();
    if (asking == null) {
      throw new IOException("The cell is over, and nobody can be asked.");
    }
    try {
      line = (asking.input("", false) + "\n").getBytes(StandardCharsets.UTF_8);
      at = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("the cell was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
