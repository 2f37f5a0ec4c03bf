package dev.hearth.driver.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for readers. */
final class Numbers {
  private static final String[] UNITS = {"", " k", " M", " G", " T"};

  private Numbers() {}

  /** Short, with three digits at most: {@code 1.25 M}. */
  static String compact(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    } else if (size >= 1e15 || (size < 1e-4 && size > 0)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    BigDecimal rounded =
        new BigDecimal(Math.copySign(size, value), new MathContext(3)).stripTrailingZeros();
    return rounded.toPlainString() + UNITS[unit];
  }

  /** Of ticks that are so far apart. */
  static String tick(double value, double step) {
    if (Math.abs(value) < step * 1e-9) {
      return "0";
    }
    double most = Math.abs(value);
    if (most >= 1e15 || step < 1e-4) {
      return compact(value);
    }
    int unit = 0;
    double scale = 1;
    // 4-digit years and the like stay whole.
    while (most / scale >= 10_000 && unit < UNITS.length - 1 || unit > 0 && most / scale >= 1000) {
      scale *= 1000;
      unit++;
    }
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step / scale) - 1e-9));
    return String.format(Locale.ROOT, "%." + Math.min(9, digits) + "f", value / scale)
        + UNITS[unit];
  }
}
