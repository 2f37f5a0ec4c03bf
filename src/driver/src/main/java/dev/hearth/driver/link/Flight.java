package dev.hearth.driver.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The outputs that are on their way over one connection, sent but not acknowledged: what keeps a
 * slow gateway from being flooded. The link's thread sends, the connection's thread acknowledges.
 */
final class Flight {
  private final long window;
  private final Map<UUID, Deque<Sent>> sent = new HashMap<>();
  private long bytes;

  private record Sent(long number, int bytes) {}

  /**
   * @param window bytes that may be on their way at a time
   */
  Flight(long window) {
    this.window = window;
  }

  /** Whether so much more may be sent. One output alone always may, however large. */
  synchronized boolean admits(int size) {
    return bytes == 0 || bytes + size <= window;
  }

  synchronized void sent(UUID kernelId, long number, int size) {
    sent.computeIfAbsent(kernelId, id -> new ArrayDeque<>()).addLast(new Sent(number, size));
    bytes += size;
  }

  synchronized void acknowledged(UUID kernelId, long number) {
    Deque<Sent> ofKernel = sent.getOrDefault(kernelId, new ArrayDeque<>());
    while (!ofKernel.isEmpty() && ofKernel.peekFirst().number() <= number) {
      bytes -= ofKernel.pollFirst().bytes();
    }
  }

  /** A kernel that was closed is not going to be acknowledged. */
  synchronized void forget(UUID kernelId) {
    acknowledged(kernelId, Long.MAX_VALUE);
    sent.remove(kernelId);
  }
}
