package dev.hearth.cli.notebook;

import dev.hearth.client.Failure;
import java.util.regex.Pattern;

/**
 * A value for a notebook, as the command line gives it.
 *
 * @param name an identifier
 * @param value its text
 */
public record Parameter(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * @param text {@code name=value}
   * @throws Failure if it is not
   */
  public static Parameter parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals).strip();
    if (equals < 0 || !NAME.matcher(name).matches()) {
      throw Failure.usage(
          "--param " + text + ": expected name=value", "For example: --param rows=1000");
    }
    return new Parameter(name, text.substring(equals + 1));
  }
}
