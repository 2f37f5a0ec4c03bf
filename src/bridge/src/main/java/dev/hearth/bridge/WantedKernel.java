package dev.hearth.bridge;

import dev.hearth.client.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The kernel to start at the gateway.
 *
 * @param id the same for every process that a Jupyter client starts for one kernel, so that a
 *     restart finds the kernel of the process before
 * @param name of the gateway's kernelspec
 * @param language of its cells
 * @param wishes {@code KERNEL_...} and {@code HEARTH_SESSION} of this process, for the gateway
 * @param lease after which the gateway deletes the kernel of a bridge that is gone
 */
record WantedKernel(
    String id, String name, String language, Map<String, String> wishes, Duration lease) {
  private static final String LEASE = "60";
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /**
   * @param environment {@code HEARTH_KERNEL}, {@code HEARTH_LANGUAGE}, {@code HEARTH_LEASE}
   * @throws Failure if it names no kernel
   */
  static WantedKernel of(Map<String, String> environment, ConnectionFile file) {
    String name = environment.getOrDefault("HEARTH_KERNEL", "");
    if (name.isEmpty()) {
      throw Failure.usage(
          "HEARTH_KERNEL does not say which kernel to start",
          "Install the kernelspec again: hearth kernelspec install");
    }
    Map<String, String> wishes = new TreeMap<>();
    environment.forEach(
        (key, value) -> {
          if (key.startsWith("KERNEL_") || key.equals("HEARTH_SESSION")) {
            wishes.put(key, value);
          }
        });
    return new WantedKernel(
        id(file, name),
        name,
        environment.getOrDefault("HEARTH_LANGUAGE", name),
        wishes,
        lease(environment.getOrDefault("HEARTH_LEASE", LEASE)));
  }

  private static Duration lease(String seconds) {
    if (!seconds.matches("[0-9]{1,6}")) {
      throw Failure.usage(
          "HEARTH_LEASE is no number of seconds: " + seconds, "For example: HEARTH_LEASE=" + LEASE);
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  /**
   * From the connection file's path and key, which a client keeps for a kernel's life. The hash
   * does not tell the key.
   */
  private static String id(ConnectionFile file, String name) {
    if (file.key().isEmpty()) {
      return UUID.randomUUID().toString();
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  String.join("\n", "hearth kernel", name, file.path(), file.key())
                      .getBytes(StandardCharsets.UTF_8));
      ByteBuffer bits = ByteBuffer.wrap(hash);
      long high = bits.getLong() & ~0xF000L | VERSION_4;
      long low = bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | VARIANT;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
