package dev.hearth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether processes that a test starts can be interrupted. */
public final class Interrupts {
  /** Of SIGINT, number 2, in the masks of /proc. */
  private static final long INTERRUPT_BIT = 1L << 1;

  private Interrupts() {}

  /** Jobs in the background of a shell ignore SIGINT, and so do their children. */
  public static boolean areIgnored() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> line.substring("SigIgn:".length()).strip())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & INTERRUPT_BIT) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
