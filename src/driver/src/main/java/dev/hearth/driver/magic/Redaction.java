package dev.hearth.driver.magic;

import java.util.regex.Pattern;

/** Values that nobody should read over somebody's shoulder. As Spark's {@code redaction.regex}. */
final class Redaction {
  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|password|token|access[.]?key|credential");

  private Redaction() {}

  static String of(String key, String value) {
    return SECRET.matcher(key).find() ? "(redacted)" : value;
  }
}
