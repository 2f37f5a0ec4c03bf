package dev.hearth.cli;

import java.time.Duration;
import java.util.Locale;

/** Durations, sizes and counts as a person says them. */
public final class Wording {
  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

  private Wording() {}

  /** E.g. {@code 0.3 s}, {@code 42 s}, {@code 1 min 5 s}, {@code 2 h 3 min}. */
  public static String duration(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** E.g. {@code 512 bytes}, {@code 1.5 GB}; a kilobyte is 1024 bytes. */
  public static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    boolean decimals = unit > 0 && value < 10;
    return String.format(Locale.ROOT, decimals ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /** E.g. {@code 1 cell}, {@code 12,000 cells}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** At most so many characters, on one line. */
  public static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
  }
}
