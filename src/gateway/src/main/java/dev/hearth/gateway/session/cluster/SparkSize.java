package dev.hearth.gateway.session.cluster;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as Spark's settings have them. */
public final class SparkSize {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmgt]?)b?");

  private SparkSize() {}

  /**
   * Reads a size, in MiB where no unit is given.
   *
   * @throws IllegalArgumentException if it is none
   * @throws ArithmeticException if it is more than can be counted
   */
  public static long mebibytes(String size) {
    return mebibytes(size, 1);
  }

  /** The same for settings that Spark reads in bytes where no unit is given. */
  public static long mebibytesOfBytes(String size) {
    return mebibytes(size, 1 << 20);
  }

  private static long mebibytes(String size, long perUnit) {
    Matcher matcher = SIZE.matcher(size.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + size + "' is no size such as 4g or 1500m.");
    }
    long number = Long.parseLong(matcher.group(1));
    switch (matcher.group(2)) {
      case "k":
        return number >> 10;
      case "m":
        return number;
      case "g":
        return Math.multiplyExact(number, 1L << 10);
      case "t":
        return Math.multiplyExact(number, 1L << 20);
      default:
        return number / perUnit;
    }
  }

  /** As people write it: in GiB where it is a whole number of them. */
  static String text(long mebibytes) {
    return mebibytes % 1024 == 0 ? mebibytes / 1024 + "g" : mebibytes + "m";
  }
}
