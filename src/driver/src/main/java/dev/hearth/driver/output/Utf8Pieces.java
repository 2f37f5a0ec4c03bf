package dev.hearth.driver.output;

import java.nio.charset.StandardCharsets;

/**
 * Turns bytes that come in pieces into text. A character that a piece ends in the middle of is kept
 * until its rest comes, for each writing thread by itself: two threads that copy files to standard
 * output do not spoil each other's characters. Malformed bytes become U+FFFD.
 */
final class Utf8Pieces {
  private static final byte[] NONE = {};

  private final ThreadLocal<byte[]> unfinished = ThreadLocal.withInitial(() -> NONE);

  String decode(byte[] bytes, int offset, int length) {
    byte[] before = unfinished.get();
    if (before.length > 0) {
      byte[] joined = new byte[before.length + length];
      System.arraycopy(before, 0, joined, 0, before.length);
      System.arraycopy(bytes, offset, joined, before.length, length);
      unfinished.remove();
      return decodeWhole(joined, 0, joined.length);
    }
    return decodeWhole(bytes, offset, length);
  }

  private String decodeWhole(byte[] bytes, int offset, int length) {
    int open = unfinishedAtEnd(bytes, offset, length);
    if (open > 0) {
      byte[] rest = new byte[open];
      System.arraycopy(bytes, offset + length - open, rest, 0, open);
      unfinished.set(rest);
    }
    return new String(bytes, offset, length - open, StandardCharsets.UTF_8);
  }

  /** How many bytes at the end begin a character without ending it: 0 to 3. */
  private static int unfinishedAtEnd(byte[] bytes, int offset, int length) {
    for (int back = 1; back <= Math.min(3, length); back++) {
      byte b = bytes[offset + length - back];
      boolean continuation = (b & 0xC0) == 0x80;
      if (!continuation) {
        return sizeFrom(b) > back ? back : 0;
      }
    }
    return 0;
  }

  /** The bytes of a character that begins so. */
  private static int sizeFrom(byte first) {
    if ((first & 0xE0) == 0xC0) {
      return 2;
    }
    if ((first & 0xF0) == 0xE0) {
      return 3;
    }
    return (first & 0xF8) == 0xF0 ? 4 : 1;
  }
}
