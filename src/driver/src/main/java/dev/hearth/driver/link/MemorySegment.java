package dev.hearth.driver.link;

import java.util.HashMap;
import java.util.Map;

/** Outputs on the heap. */
final class MemorySegment implements Segment {
  private final SpoolRoom room;
  private final Map<Long, byte[]> frames = new HashMap<>();
  private long oldest;
  private long last;

  MemorySegment(SpoolRoom room, long first) {
    this.room = room;
    this.oldest = first;
    this.last = first - 1;
  }

  @Override
  public boolean accepts(int bytes) {
    return room.hasMemory(bytes);
  }

  @Override
  public void add(byte[] frame) {
    room.takeMemory(frame.length);
    frames.put(++last, frame);
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public byte[] read(long number) {
    return frames.get(number);
  }

  @Override
  public void release(long number) {
    for (; oldest <= Math.min(number, last); oldest++) {
      room.freeMemory(frames.remove(oldest).length);
    }
  }

  @Override
  public void close() {
    release(last);
  }
}
