package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.http.PlainText;
import java.util.Map;

/**
 * The variables that a client sends with a start. They end up in environments and templates of
 * other programs, so what could break out of a line is refused here. Errors name the variable and
 * never its value.
 */
final class KernelEnv {
  private static final int MOST_CHARACTERS = 4096;

  private KernelEnv() {}

  static Map<String, String> validated(Map<String, String> env) {
    env.forEach(KernelEnv::check);
    return Map.copyOf(env);
  }

  private static void check(String key, String value) {
    if (!key.matches("[A-Za-z_][A-Za-z0-9_]{0,254}")) {
      throw new InvalidRequest(
          "A name in 'env' is no name of an environment variable: letters, digits and underscores,"
              + " not beginning with a digit.");
    }
    if (value.length() > MOST_CHARACTERS) {
      throw new InvalidRequest(
          "The value of " + key + " in 'env' is longer than " + MOST_CHARACTERS + " characters.");
    }
    if (key.equals("KERNEL_LAUNCH_TIMEOUT") && !value.matches("[0-9]{1,9}(\\.[0-9]+)?")) {
      throw new InvalidRequest("The value of " + key + " in 'env' is no number of seconds.");
    }
    if (!PlainText.is(value)) {
      throw new InvalidRequest(
          "The value of "
              + key
              + " in 'env' has control characters, such as a line break, or broken ones.");
    }
  }
}
