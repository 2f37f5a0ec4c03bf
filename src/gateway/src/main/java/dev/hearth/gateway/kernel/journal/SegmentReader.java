package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.RecordLayout.HEADER;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Walks over the whole records of a segment file and around what is damaged. Nothing is allocated
 * for a length before the record's checksum has proved it. For one thread.
 */
final class SegmentReader implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final RandomAccessFile file;
  private final int salt;
  private final long end;
  private final CRC32C crc = new CRC32C();
  private final byte[] buffer;
  private long bufferStart;
  private int bufferLength;

  /** What should come next. */
  private long expected;

  private long next;

  /** The record on which it stands. */
  private long number;

  private long offset;
  private long origin;
  private long atMillis;
  private int length;

  /**
   * Takes the file over.
   *
   * @param start where a record begins
   */
  SegmentReader(RandomAccessFile file, int salt, Spot start) throws IOException {
    this.file = file;
    this.salt = salt;
    this.end = file.length();
    this.buffer = new byte[(int) Math.max(HEADER, Math.min(BUFFER, end - start.offset()))];
    this.expected = start.number();
    this.next = start.offset();
  }

  /**
   * Goes to the next whole record. Its number is larger than expected if there was damage.
   *
   * @return false if none follows
   */
  boolean advance() throws IOException {
    long at = next;
    if (!intact(at) || number != expected) {
      at = findAfter(at);
      if (at < 0) {
        return false;
      }
    }
    offset = at;
    next = at + HEADER + length;
    expected = number + 1;
    return true;
  }

  long number() {
    return number;
  }

  long origin() {
    return origin;
  }

  /** Where the record begins. */
  long offset() {
    return offset;
  }

  /** Size of its frame. */
  int length() {
    return length;
  }

  /** Where the next one should begin: right after the last whole one. */
  Spot following() {
    return new Spot(expected, next);
  }

  /** The record on which it stands, with a copy of its frame. */
  JournalItem.Entry entry() throws IOException {
    byte[] frame = new byte[length];
    long from = offset + HEADER;
    int done = 0;
    if (from >= bufferStart && from < bufferStart + bufferLength) {
      int at = (int) (from - bufferStart);
      done = Math.min(length, bufferLength - at);
      System.arraycopy(buffer, at, frame, 0, done);
    }
    if (done < length) {
      file.seek(from + done);
      file.readFully(frame, done, length - done);
    }
    return new JournalItem.Entry(number, origin, atMillis, ByteBuffer.wrap(frame));
  }

  /**
   * The next whole record after damage. Only numbers that the damaged bytes had room for count: a
   * copy of an earlier record inside a frame is never taken for one.
   */
  private long findAfter(long damaged) throws IOException {
    for (long at = damaged + 1; at + HEADER <= end; at++) {
      long candidate = RecordLayout.getLong(buffer, load(at, HEADER) + RecordLayout.NUMBER);
      if (candidate > expected && candidate <= expected + (at - damaged) / HEADER && intact(at)) {
        return at;
      }
    }
    return -1;
  }

  /** Reads the header at the offset, and tells whether a whole record is there. */
  private boolean intact(long at) throws IOException {
    if (at + HEADER > end) {
      return false;
    }
    int header = load(at, HEADER);
    length = RecordLayout.getInt(buffer, header + RecordLayout.LENGTH);
    if (length < 0 || length > end - at - HEADER) {
      return false;
    }
    int stored = RecordLayout.getInt(buffer, header + RecordLayout.CRC);
    number = RecordLayout.getLong(buffer, header + RecordLayout.NUMBER);
    origin = RecordLayout.getLong(buffer, header + RecordLayout.ORIGIN);
    atMillis = RecordLayout.getLong(buffer, header + RecordLayout.TIME);
    return stored == checksum(at + RecordLayout.LENGTH, at + HEADER + length);
  }

  private int checksum(long from, long to) throws IOException {
    crc.reset();
    for (long at = from; at < to; ) {
      int start = load(at, 1);
      int count = (int) Math.min(bufferLength - start, to - at);
      crc.update(buffer, start, count);
      at += count;
    }
    return (int) crc.getValue() ^ salt;
  }

  /** Makes sure that the bytes are in the buffer; returns where. */
  private int load(long from, int count) throws IOException {
    if (from < bufferStart || from + count > bufferStart + bufferLength) {
      bufferLength = 0;
      file.seek(from);
      while (bufferLength < count) {
        int got = file.read(buffer, bufferLength, buffer.length - bufferLength);
        if (got < 0) {
          throw new EOFException("The file became shorter while it was read");
        }
        bufferLength += got;
      }
      bufferStart = from;
    }
    return (int) (from - bufferStart);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
