package dev.hearth.driver.kernel;

import java.util.function.LongFunction;

/**
 * Where a kernel's messages go, in the order in which they are appended. Appending never waits for
 * the network. Any thread may call it; whoever needs an order among threads brings it about.
 */
public interface Outbox {

  /**
   * Takes a message that must arrive.
   *
   * @param frame a v1 frame, not changed afterwards
   */
  void append(byte[] frame);

  /**
   * Takes a {@code stream} message, which may be left out when there is no room for it.
   *
   * @param notice makes the message that tells the user, in its place, how many were left out
   */
  void appendStream(byte[] frame, LongFunction<byte[]> notice);
}
