package dev.hearth.gateway.jupyter.channels;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A journal number as the payload of a ping, which its pong brings back. */
final class PingNumber {
  private PingNumber() {}

  static byte[] encode(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Empty if it is no answer to a ping of ours: clients may send pongs on their own. */
  static OptionalLong decode(byte[] payload) {
    return payload.length == Long.BYTES
        ? OptionalLong.of(ByteBuffer.wrap(payload).getLong())
        : OptionalLong.empty();
  }
}
