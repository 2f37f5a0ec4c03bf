package dev.hearth.gateway.kernel.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A small file of keys with their positions, which only grow. Each key has a slot of two halves
 * that are written in turn, so that a write that is torn leaves the position before it:
 *
 * <pre>half = key(8) position(8) stamp(8) crc32c(4) unused(4)</pre>
 *
 * <p>The stamp counts writes; a half that was never written is zero. When all slots are taken, the
 * key that was written longest ago is forgotten. Any thread; the monitor guards all. Nothing is
 * allocated after opening.
 */
final class PositionTable implements Closeable {
  private static final int HALF = 32;
  private static final int SLOT = 2 * HALF;

  private final Path path;
  private final RandomAccessFile file;
  private final long[] keys;
  private final long[] positions;

  /** When each slot was last written; 0 if it is free. */
  private final long[] stamps;

  private final boolean[] inSecondHalf;
  private final byte[] half = new byte[HALF];
  private final CRC32C crc = new CRC32C();
  private long stamp;
  private boolean closed;

  private PositionTable(Path path, RandomAccessFile file, int slots) {
    this.path = path;
    this.file = file;
    this.keys = new long[slots];
    this.positions = new long[slots];
    this.stamps = new long[slots];
    this.inSecondHalf = new boolean[slots];
  }

  static PositionTable open(Path path, int slots) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      PositionTable table = new PositionTable(path, file, slots);
      table.load();
      return table;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void load() throws IOException {
    byte[] bytes = new byte[keys.length * SLOT];
    int there = (int) Math.min(file.length(), bytes.length);
    file.readFully(bytes, 0, there);
    if (there < bytes.length) {
      // The whole file is taken at once: later writes need no further space on the disk.
      file.write(bytes, there, bytes.length - there);
    }
    for (int slot = 0; slot < keys.length; slot++) {
      loadHalf(bytes, slot, false);
      loadHalf(bytes, slot, true);
      stamp = Math.max(stamp, stamps[slot]);
    }
  }

  private void loadHalf(byte[] bytes, int slot, boolean second) {
    int at = slot * SLOT + (second ? HALF : 0);
    crc.reset();
    crc.update(bytes, at, 24);
    long written = RecordLayout.getLong(bytes, at + 16);
    if (written > stamps[slot] && RecordLayout.getInt(bytes, at + 24) == (int) crc.getValue()) {
      keys[slot] = RecordLayout.getLong(bytes, at);
      positions[slot] = RecordLayout.getLong(bytes, at + 8);
      stamps[slot] = written;
      inSecondHalf[slot] = second;
    }
  }

  synchronized OptionalLong get(long key) {
    int slot = find(key);
    return slot < 0 ? OptionalLong.empty() : OptionalLong.of(positions[slot]);
  }

  /**
   * Sets the position of a key; one that is not beyond the present position changes nothing, and
   * nothing changes once the table is closed.
   */
  synchronized void advance(long key, long position) {
    if (closed) {
      return;
    }
    int slot = find(key);
    if (slot >= 0 && position <= positions[slot]) {
      return;
    }
    if (slot < 0) {
      slot = longestUnused();
    }
    boolean second = !inSecondHalf[slot];
    write(slot, second, key, position, stamp + 1);
    stamp++;
    keys[slot] = key;
    positions[slot] = position;
    stamps[slot] = stamp;
    inSecondHalf[slot] = second;
  }

  private int find(long key) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] == key && stamps[slot] != 0) {
        return slot;
      }
    }
    return -1;
  }

  private int longestUnused() {
    int oldest = 0;
    for (int slot = 1; slot < stamps.length; slot++) {
      if (stamps[slot] < stamps[oldest]) {
        oldest = slot;
      }
    }
    return oldest;
  }

  private void write(int slot, boolean second, long key, long position, long written) {
    RecordLayout.putLong(half, 0, key);
    RecordLayout.putLong(half, 8, position);
    RecordLayout.putLong(half, 16, written);
    crc.reset();
    crc.update(half, 0, 24);
    RecordLayout.putInt(half, 24, (int) crc.getValue());
    try {
      file.seek((long) slot * SLOT + (second ? HALF : 0));
      file.write(half);
    } catch (IOException e) {
      throw JournalException.cannot("remember a position", path, e);
    }
  }

  /**
   * Brings positions beyond the end back to it: those that a power failure has spared while it took
   * the newest entries.
   */
  synchronized void limitTo(long end) {
    Arrays.setAll(positions, slot -> Math.min(positions[slot], end));
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    file.close();
  }

  /** A key for a name: 64 bits of FNV-1a, mixed. Two of a kernel's clients never meet by chance. */
  static long key(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }
}
