package dev.hearth.demo.run;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How runs run on this machine.
 *
 * @param dist the session driver as it is built
 * @param folder for what runs have on disk
 * @param master of drivers' Spark, {@code local[2]} or {@code local-cluster[2,1,512]}
 * @param mostHeapMib the most memory that a driver's JVM may take, in MiB
 * @param grace from SIGTERM to SIGKILL
 */
public record RunOptions(
    Path dist, Path folder, String master, int mostHeapMib, Duration grace, Pace pace) {

  /** Whether executors are processes of their own. */
  boolean realExecutors() {
    return master.startsWith("local-cluster[");
  }

  Path runs() {
    return folder.resolve("runs");
  }

  /** The heap of a driver that asks for so much. */
  String heap(String asked) {
    return Math.min(mib(asked), mostHeapMib) + "m";
  }

  private static long mib(String memory) {
    String text = memory.toLowerCase(java.util.Locale.ROOT).replaceAll("(i?b)$", "");
    long unit =
        switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
          case 'g' -> 1024;
          case 't' -> 1024 * 1024;
          default -> 1;
        };
    try {
      return Long.parseLong(text.replaceAll("[a-z]$", "")) * unit;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Not a size of memory: " + memory, e);
    }
  }
}
