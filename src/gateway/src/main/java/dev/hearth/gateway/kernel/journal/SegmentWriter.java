package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.RecordLayout.HEADER;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Appends records to the newest segment's file. A failed append leaves the file as it was. Guarded
 * by its owner's lock.
 */
final class SegmentWriter implements Closeable {
  /** The most that {@link RandomAccessFile} writes without a native buffer of that size. */
  private static final int CHUNK = 8 * 1024;

  private final RandomAccessFile file;
  private final int salt;
  private final SegmentIndex index;
  private final boolean syncing;
  private final byte[] chunk = new byte[CHUNK];
  private final CRC32C crc = new CRC32C();
  private long end;

  /** Set while there may be a part of a record after the end. */
  private boolean torn = true;

  /**
   * Takes the file over, and cuts it at the end.
   *
   * @param syncing whether each append waits for the disk
   */
  SegmentWriter(RandomAccessFile file, int salt, long end, SegmentIndex index, boolean syncing)
      throws IOException {
    this.file = file;
    this.salt = salt;
    this.end = end;
    this.index = index;
    this.syncing = syncing;
    cut();
  }

  /** Where the next record goes. */
  long end() {
    return end;
  }

  void append(long number, long origin, long atMillis, ByteBuffer frame) throws IOException {
    if (torn) {
      cut();
    }
    torn = true;
    try {
      write(number, origin, atMillis, frame.duplicate());
      if (syncing) {
        file.getFD().sync();
      }
      torn = false;
    } finally {
      if (torn) {
        tryToCut();
      }
    }
    index.add(number, end);
    end += HEADER + frame.remaining();
  }

  private void write(long number, long origin, long atMillis, ByteBuffer frame) throws IOException {
    RecordLayout.putInt(chunk, RecordLayout.LENGTH, frame.remaining());
    RecordLayout.putLong(chunk, RecordLayout.NUMBER, number);
    RecordLayout.putLong(chunk, RecordLayout.ORIGIN, origin);
    RecordLayout.putLong(chunk, RecordLayout.TIME, atMillis);
    crc.reset();
    crc.update(chunk, RecordLayout.LENGTH, HEADER - RecordLayout.LENGTH);
    crc.update(frame.duplicate());
    RecordLayout.putInt(chunk, RecordLayout.CRC, (int) crc.getValue() ^ salt);
    int filled = HEADER;
    do {
      int count = Math.min(frame.remaining(), CHUNK - filled);
      frame.get(chunk, filled, count);
      file.write(chunk, 0, filled + count);
      filled = 0;
    } while (frame.hasRemaining());
  }

  private void cut() throws IOException {
    file.setLength(end);
    file.seek(end);
    torn = false;
  }

  /** On the way out of a failure, which the caller reports; the next append tries again. */
  private void tryToCut() {
    try {
      cut();
    } catch (IOException e) {
      torn = true;
    }
  }

  void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
