package dev.hearth.protocol.link;

import java.util.Objects;
import java.util.UUID;

/**
 * A kernel that shall exist in a driver.
 *
 * @param language of its interpreter: {@code scala} or {@code sql}
 * @param user whose kernel it is, for message headers and working folders
 * @param acked the number of the last output in the journal; a driver that opens the kernel afresh
 *     numbers its first output {@code acked + 1}
 * @param received the number up to which requests are settled; a driver that opens the kernel
 *     afresh expects {@code received + 1} next
 */
public record KernelOrder(UUID kernelId, String language, String user, long acked, long received) {
  public KernelOrder {
    Objects.requireNonNull(kernelId, "kernel_id");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(user, "user");
    requireCount(acked, "acked");
    requireCount(received, "received");
  }

  static void requireCount(long count, String name) {
    if (count < 0) {
      throw new IllegalArgumentException(name + " is negative");
    }
  }
}
