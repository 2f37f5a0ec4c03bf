package dev.hearth.cli.gateway;

import com.sun.management.OperatingSystemMXBean;
import dev.hearth.cli.Wording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory that processes may have here, in bytes.
 *
 * @param total of the machine, or of the container if that is less
 * @param available without pushing others out, as far as the system tells; else {@code total}
 */
public record Memory(long total, long available) {
  private static final long GIB = 1L << 30;

  /** A gateway (1/2), a session driver (1 at least) and the rest of the system. */
  public static final long NEEDED = 2 * GIB;

  /** With which the examples run at ease. */
  public static final long COMFORTABLE = 4 * GIB;

  public static Memory ofMachine() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long total = system.getTotalMemorySize();
    return new Memory(total, Math.min(total, fromMeminfo().orElse(total)));
  }

  private static Optional<Long> fromMeminfo() {
    Path file = Path.of("/proc/meminfo");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return available(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty(); // the total is told by other means
    }
  }

  static Optional<Long> available(String meminfo) {
    return meminfo
        .lines()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }

  /** What to tell before something is started; empty if there is enough. */
  public Optional<String> shortage() {
    if (available >= NEEDED) {
      return Optional.empty();
    }
    return Optional.of(
        "only "
            + Wording.size(available)
            + " of memory are free ("
            + Wording.size(total)
            + " in all); a Spark session needs about "
            + Wording.size(NEEDED)
            + " with the gateway and may be killed. Close other programs, or use a larger machine.");
  }
}
