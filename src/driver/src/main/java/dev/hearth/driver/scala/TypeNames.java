package dev.hearth.driver.scala;

import java.util.regex.Pattern;

/** Types as people write them. */
final class TypeNames {
  /** {@code $line12.$read.$iw.$iw.}, and packages in front of a name with a capital. */
  private static final Pattern PREFIXES =
      Pattern.compile(
          "\\$?line\\d+\\.\\$read\\.(INSTANCE\\.)?(\\$iw\\.)*|\\b([a-z_]\\w*\\.)+(?=[A-Z])");

  private TypeNames() {}

  static String shortened(String text) {
    return PREFIXES.matcher(text).replaceAll("").replaceAll(",(?=\\S)", ", ");
  }
}
