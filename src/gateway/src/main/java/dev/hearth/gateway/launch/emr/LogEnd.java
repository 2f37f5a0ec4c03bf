package dev.hearth.gateway.launch.emr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of a log that somebody else has written, of whatever size: neither a long log nor a long
 * line takes more memory than is given here.
 */
final class LogEnd {
  private static final int KEPT_BYTES = 1 << 20;
  private static final int LINE_CHARACTERS = 2_000;

  /** Beyond that, compressed nonsense is not worth the time. */
  private static final long MOST_BYTES = 1L << 30;

  private LogEnd() {}

  /** Reads to the end, and keeps the last lines. */
  static String of(InputStream log, int lines) throws IOException {
    byte[] ring = new byte[KEPT_BYTES];
    long total = 0;
    for (int read = 0; read >= 0 && total < MOST_BYTES; ) {
      int at = (int) (total % KEPT_BYTES);
      read = log.read(ring, at, KEPT_BYTES - at);
      total += Math.max(0, read);
    }
    byte[] end = new byte[(int) Math.min(total, KEPT_BYTES)];
    for (int i = 0; i < end.length; i++) {
      end[i] = ring[(int) ((total - end.length + i) % KEPT_BYTES)];
    }
    return of(new String(end, StandardCharsets.UTF_8), lines);
  }

  /** The last lines, the long ones cut. */
  static String of(String text, int lines) {
    List<String> all = text.lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
        .map(
            line ->
                line.length() > LINE_CHARACTERS ? line.substring(0, LINE_CHARACTERS) + "..." : line)
        .collect(Collectors.joining("\n"));
  }
}
