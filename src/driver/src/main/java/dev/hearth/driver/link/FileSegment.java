package dev.hearth.driver.link;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Outputs in an append-only file: a length, then the frame, one after another. The file is deleted
 * from its folder as soon as it is open, so that nothing is left behind whichever way the driver
 * ends. {@link RandomAccessFile} rather than a channel, because a channel closes itself when the
 * thread that uses it is interrupted, and cells are.
 */
final class FileSegment implements Segment {
  private final SpoolRoom room;
  private final RandomAccessFile file;
  private final long first;
  private long last;
  private long length;
  private boolean failed;

  // Where the next read in order begins.
  private long readNumber;
  private long readOffset;

  FileSegment(SpoolRoom room, long first) throws IOException {
    this.room = room;
    this.first = first;
    this.last = first - 1;
    this.readNumber = first;
    Path path = room.newFile();
    this.file = new RandomAccessFile(path.toFile(), "rw");
    Files.delete(path);
  }

  @Override
  public boolean accepts(int bytes) {
    return !failed && (length < room.segmentBytes());
  }

  @Override
  public void add(byte[] frame) throws IOException {
    int size = Integer.BYTES + frame.length;
    byte[] entry = ByteBuffer.allocate(size).putInt(frame.length).put(frame).array();
    try {
      file.seek(length);
      file.write(entry);
    } catch (IOException e) {
      failed = true; // what was half written lies behind the end and is never read
      throw e;
    }
    length += size;
    last++;
    room.takeDisk(size);
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public byte[] read(long number) throws IOException {
    if (number < readNumber) {
      readNumber = first;
      readOffset = 0;
    }
    while (readNumber < number) {
      readOffset += Integer.BYTES + frameLength();
      readNumber++;
    }
    byte[] frame = new byte[frameLength()];
    file.readFully(frame);
    readOffset += Integer.BYTES + frame.length;
    readNumber++;
    return frame;
  }

  /** Of the entry at the read offset; leaves the file's position behind it. */
  private int frameLength() throws IOException {
    byte[] prefix = new byte[Integer.BYTES];
    file.seek(readOffset);
    file.readFully(prefix);
    return ByteBuffer.wrap(prefix).getInt();
  }

  @Override
  public void release(long number) {
    // Space comes back when the whole file goes.
  }

  @Override
  public void close() {
    room.freeDisk(length);
    length = 0;
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a spool file cannot be closed", e);
    }
  }
}
