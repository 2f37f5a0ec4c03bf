package dev.hearth.gateway.jupyter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Instants as Jupyter's models have them: always six digits and a {@code Z}. Jupyter Server reads
 * them with {@code %Y-%m-%dT%H:%M:%S.%fZ} and answers 500 to its user for anything else, such as
 * the 0 or 9 digits of {@link Instant#toString}.
 */
final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String format(Instant instant) {
    return FORMAT.format(instant);
  }
}
