package dev.hearth.driver.magic;

import dev.hearth.driver.magic.Magic.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cell's text taken apart.
 *
 * @param lines the magics in front of the code, in order
 * @param cell the magic that takes the whole cell, if its first line is one
 * @param code the cell with the lines of all magics blanked out; as long as the cell
 */
record MagicText(List<Called> lines, Optional<Called> cell, String code) {

  /**
   * A magic as it is written.
   *
   * @param name without percent signs
   * @param start where its percent sign stands
   * @param end of its line
   * @param arguments what stands behind the name
   */
  record Called(Kind kind, String name, int start, int end, String arguments) {
    int argumentsStart() {
      return start + kind.sign().length() + name.length();
    }

    String sign() {
      return kind.sign() + name;
    }
  }

  /** Knows which names are magics. */
  @FunctionalInterface
  interface Known {
    boolean isMagic(Kind kind, String name);
  }

  static MagicText of(String text, Known known) {
    List<Called> lines = new ArrayList<>();
    StringBuilder code = new StringBuilder(text);
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String line = text.substring(at, end);
      String stripped = line.strip();
      if (stripped.startsWith("%")) {
        Called called = called(line, at, end);
        if (!known.isMagic(called.kind(), called.name())) {
          break;
        }
        blank(code, at, end);
        if (called.kind() == Kind.CELL) {
          return new MagicText(lines, Optional.of(called), code.toString());
        }
        lines.add(called);
      } else if (!stripped.isEmpty() && !isComment(stripped)) {
        break;
      }
      at = end + 1;
    }
    return new MagicText(lines, Optional.empty(), code.toString());
  }

  private static boolean isComment(String line) {
    return line.startsWith("//") || line.startsWith("#") || line.startsWith("--");
  }

  private static Called called(String line, int start, int end) {
    int sign = line.indexOf('%');
    Kind kind = line.startsWith("%%", sign) ? Kind.CELL : Kind.LINE;
    int nameStart = sign + kind.sign().length();
    int nameEnd = nameStart;
    while (nameEnd < line.length() && !Character.isWhitespace(line.charAt(nameEnd))) {
      nameEnd++;
    }
    return new Called(
        kind, line.substring(nameStart, nameEnd), start + sign, end, line.substring(nameEnd));
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      text.setCharAt(i, ' ');
    }
  }
}
