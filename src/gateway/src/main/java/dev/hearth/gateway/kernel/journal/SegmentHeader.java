package dev.hearth.gateway.kernel.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The beginning of a segment file.
 *
 * @param first number of the first record that was or will be written to it
 * @param originBefore highest origin in the segments before it, so that opening a journal reads the
 *     last segment alone
 * @param salt added to the checksums of its records
 */
record SegmentHeader(long first, long originBefore, int salt) {
  private static final long MAGIC = 0x4845415254484a31L; // "HEARTHJ1"
  private static final int COPY = 32;

  /** Bytes that it takes in the file. */
  static final int SIZE = 2 * COPY;

  void writeTo(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[SIZE];
    RecordLayout.putLong(bytes, 0, MAGIC);
    RecordLayout.putLong(bytes, 8, first);
    RecordLayout.putLong(bytes, 16, originBefore);
    RecordLayout.putInt(bytes, 24, salt);
    RecordLayout.putInt(bytes, 28, checksum(bytes, 0));
    System.arraycopy(bytes, 0, bytes, COPY, COPY);
    file.seek(0);
    file.write(bytes);
  }

  /** Either copy of it, if one is whole. */
  static Optional<SegmentHeader> readFrom(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[SIZE];
    try {
      file.seek(0);
      file.readFully(bytes);
    } catch (EOFException torn) {
      return Optional.empty();
    }
    return copyAt(bytes, 0).or(() -> copyAt(bytes, COPY));
  }

  private static Optional<SegmentHeader> copyAt(byte[] bytes, int at) {
    if (RecordLayout.getLong(bytes, at) != MAGIC
        || RecordLayout.getInt(bytes, at + 28) != checksum(bytes, at)) {
      return Optional.empty();
    }
    return Optional.of(
        new SegmentHeader(
            RecordLayout.getLong(bytes, at + 8),
            RecordLayout.getLong(bytes, at + 16),
            RecordLayout.getInt(bytes, at + 24)));
  }

  private static int checksum(byte[] bytes, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, 28);
    return (int) crc.getValue();
  }
}
