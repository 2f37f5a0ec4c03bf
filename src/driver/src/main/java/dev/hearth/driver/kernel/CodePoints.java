package dev.hearth.driver.kernel;

/**
 * Positions in code: clients count Unicode code points, Java strings UTF-16 units. See {@code
 * cursor_pos} in Jupyter's messaging specification.
 */
public final class CodePoints {
  private CodePoints() {}

  /** The offset of a client's position; what lies outside of the text is moved to its ends. */
  public static int toOffset(String text, int position) {
    int inside = Math.max(0, Math.min(position, text.codePointCount(0, text.length())));
    return text.offsetByCodePoints(0, inside);
  }

  /** The client's position of an offset. */
  public static int ofOffset(String text, int offset) {
    return text.codePointCount(0, offset);
  }
}
