package dev.hearth.gateway.session;

import com.sun.management.OperatingSystemMXBean;
import dev.hearth.gateway.error.Unavailable;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much heap a driver gets. Sizes are in MiB. */
final class DriverMemory {
  /** Below that, Spark refuses to start ({@code System memory must be at least 471859200}). */
  static final long LEAST = 512;

  private static final long DEFAULT_LEAST = 1024;
  private static final long DEFAULT_MOST = 4096;

  /** A JVM takes about half a GiB beside a heap of 1 GiB. */
  private static final long SMALLEST_MACHINE = 1536;

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmgt])");

  private DriverMemory() {}

  /** The machine's memory, or what its container may have of it. */
  static long ofThisMachine() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >> 20;
  }

  /**
   * Half of the machine's memory, within limits.
   *
   * @throws Unavailable if the machine is too small for Spark
   */
  static String defaultOn(long machine, String profile) {
    if (machine < SMALLEST_MACHINE) {
      throw new Unavailable(
          "This machine has "
              + machine
              + " MiB of memory; a Spark driver of the default size needs "
              + SMALLEST_MACHINE
              + " MiB. Use a larger machine, or set hearth.profiles."
              + profile
              + ".driver-memory, to 512m or more.");
    }
    return Math.max(DEFAULT_LEAST, Math.min(DEFAULT_MOST, machine / 2)) + "m";
  }

  /**
   * Returns the size if it is one that works.
   *
   * @throws IllegalArgumentException naming the key and the fix
   */
  static String checked(String size, String profile) {
    Matcher matcher = SIZE.matcher(size.toLowerCase(Locale.ROOT));
    if (!matcher.matches() || mebibytes(matcher) < LEAST) {
      throw new IllegalArgumentException(
          "hearth.profiles."
              + profile
              + ".driver-memory is '"
              + size
              + "'; it must be a size such as 2g or 1500m, of at least "
              + LEAST
              + "m, which is what Spark needs to start.");
    }
    return matcher.group();
  }

  private static long mebibytes(Matcher size) {
    long number = Long.parseLong(size.group(1));
    switch (size.group(2)) {
      case "k":
        return number >> 10;
      case "m":
        return number;
      case "g":
        return number << 10;
      default:
        return number << 20;
    }
  }
}
