package dev.hearth.gateway.kernel.journal;

import java.util.Arrays;

/**
 * Where some of a segment's records begin: one about every 64 KiB. The appender adds while readers
 * look up; the monitor guards both.
 */
final class SegmentIndex {
  private static final int STRIDE = 64 * 1024;

  private long[] numbers = new long[16];
  private long[] offsets = new long[16];
  private int size;

  /** Tells where a record begins; in the order of the file. */
  synchronized void add(long number, long offset) {
    if (size > 0 && offset - offsets[size - 1] < STRIDE) {
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      offsets = Arrays.copyOf(offsets, 2 * size);
    }
    numbers[size] = number;
    offsets[size] = offset;
    size++;
  }

  /** The last known record at or before the given number; the segment's start if there is none. */
  synchronized Spot floor(long number, long first) {
    int found = Arrays.binarySearch(numbers, 0, size, number);
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? new Spot(first, SegmentHeader.SIZE) : new Spot(numbers[at], offsets[at]);
  }
}
