package dev.hearth.driver.catalog;

import dev.hearth.driver.display.Html;
import dev.hearth.driver.kernel.MimeBundle;

/** A function's documentation, as {@code DESCRIBE FUNCTION EXTENDED} gives it. */
public final class FunctionView {
  private FunctionView() {}

  /**
   * @param detailed with examples and notes
   */
  public static MimeBundle of(SqlFunction function, boolean detailed) {
    StringBuilder text = new StringBuilder();
    text.append("function ").append(function.name()).append("\n\n").append(function.description());
    section(text, function.arguments());
    if (detailed) {
      section(text, function.examples());
      section(text, function.note());
    }
    if (!function.since().isEmpty()) {
      text.append("\n\nsince ").append(function.since());
    }
    if (detailed) {
      text.append("\n\n").append(function.className());
    }
    String plain = text.toString();
    return MimeBundle.html("<pre>" + Html.escape(plain) + "</pre>", plain);
  }

  private static void section(StringBuilder text, String section) {
    if (!section.isBlank()) {
      text.append("\n\n").append(section.stripLeading());
    }
  }
}
