package dev.hearth.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pieces that are copied once, into an array of exactly their size. */
final class Splice {
  private final List<ByteBuffer> pieces = new ArrayList<>();
  private int length;

  Splice text(String text) {
    return bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Big-endian. */
  Splice number(int number) {
    return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
  }

  Splice bytes(ByteBuffer piece) {
    length = Math.addExact(length, piece.remaining());
    pieces.add(piece);
    return this;
  }

  Splice append(Splice other) {
    other.pieces.forEach(this::bytes);
    return this;
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(length);
    for (ByteBuffer piece : pieces) {
      out.put(piece.duplicate());
    }
    return out.array();
  }
}
