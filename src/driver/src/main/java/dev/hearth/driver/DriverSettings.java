package dev.hearth.driver;

import dev.hearth.driver.kernel.InterruptTiming;
import dev.hearth.driver.link.LinkAddress;
import dev.hearth.driver.link.LinkSettings;
import dev.hearth.driver.link.LinkTiming;
import dev.hearth.driver.link.LinkToken;
import dev.hearth.driver.link.SpoolLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What a driver is told by whoever launches it: the session and the way home in environment
 * variables, which other processes cannot read, tuning in system properties.
 *
 * @param replDirectory where the interpreters' classes are written, for executors to load; none
 *     means a temporary folder
 */
record DriverSettings(LinkSettings link, InterruptTiming interrupts, Optional<Path> replDirectory) {

  /** Bytes of waiting output on disk; see {@link SpoolLimits}. */
  static final String SPOOL_DISK = "hearth.spool.disk";

  /** ISO-8601 durations; see {@link InterruptTiming}. */
  static final String STOP_AFTER = "hearth.interrupt.stop-after";

  static final String ABANDON_AFTER = "hearth.interrupt.abandon-after";

  private static final long FOUR_GIB = 4L << 30;

  /**
   * @throws IllegalArgumentException if something is missing or malformed; names it and the fix
   */
  static DriverSettings of(Map<String, String> environment, Properties properties) {
    Duration orphan =
        duration("HEARTH_ORPHAN_LIMIT", environment.getOrDefault("HEARTH_ORPHAN_LIMIT", "PT10M"));
    String temporary = properties.getProperty("java.io.tmpdir");
    LinkSettings link =
        new LinkSettings(
            sessionId(required(environment, "HEARTH_SESSION_ID")),
            address(environment),
            new LinkToken(required(environment, "HEARTH_LINK_TOKEN")),
            LinkTiming.usual(orphan),
            Path.of(environment.getOrDefault("HEARTH_SPOOL_DIR", temporary)),
            SpoolLimits.withDisk(bytes(properties)));
    InterruptTiming interrupts =
        new InterruptTiming(
            duration(STOP_AFTER, properties.getProperty(STOP_AFTER, "PT5S")),
            duration(ABANDON_AFTER, properties.getProperty(ABANDON_AFTER, "PT5S")));
    return new DriverSettings(
        link, interrupts, Optional.ofNullable(environment.get("HEARTH_REPL_DIR")).map(Path::of));
  }

  private static LinkAddress address(Map<String, String> environment) {
    String url = environment.get("HEARTH_LINK_URL");
    if (url != null) {
      return LinkAddress.fixed(url);
    }
    String file = environment.get("HEARTH_LINK_URL_FILE");
    if (file == null) {
      throw new IllegalArgumentException(
          "The driver does not know its gateway: set HEARTH_LINK_URL to the gateway's base URL, or"
              + " HEARTH_LINK_URL_FILE to a file that holds it.");
    }
    return LinkAddress.inFile(Path.of(file));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          name + " is not set: a session driver is started by a Hearth gateway, not by hand.");
    }
    return value;
  }

  private static UUID sessionId(String value) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("HEARTH_SESSION_ID must be a UUID.", e);
    }
  }

  private static Duration duration(String name, String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + " must be an ISO-8601 duration such as PT10M, but is " + value + ".", e);
    }
  }

  private static long bytes(Properties properties) {
    String value = properties.getProperty(SPOOL_DISK, String.valueOf(FOUR_GIB));
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          SPOOL_DISK + " must be a number of bytes, but is " + value + ".", e);
    }
  }
}
