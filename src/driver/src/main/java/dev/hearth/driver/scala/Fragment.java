package dev.hearth.driver.scala;

import java.util.OptionalInt;

/**
 * A part of a cell that is compiled as one, and how offsets in what the REPL makes of it lead back
 * to the cell. To see an expression's value, the REPL inserts {@code val res0 =} before it.
 *
 * @param start where in the cell's text it begins
 */
record Fragment(Cell cell, int start, String text) {

  static Fragment whole(Cell cell) {
    return new Fragment(cell, 0, cell.text());
  }

  /** From the start of this to the end of the cell. */
  Fragment toEndOfCell() {
    return new Fragment(cell, start, cell.text().substring(start));
  }

  /**
   * @param rewritten this text with the REPL's insertion
   * @param offset in the rewritten text
   * @return the offset in the cell
   */
  int toCell(String rewritten, int offset) {
    int inserted = rewritten.length() - text.length();
    int tail = commonTail(rewritten);
    boolean behindInsertion = offset >= rewritten.length() - tail;
    int here = behindInsertion ? offset - inserted : Math.min(offset, text.length() - tail);
    return start + Math.max(0, Math.min(here, text.length()));
  }

  private int commonTail(String rewritten) {
    int tail = 0;
    while (tail < text.length()
        && tail < rewritten.length()
        && text.charAt(text.length() - 1 - tail)
            == rewritten.charAt(rewritten.length() - 1 - tail)) {
      tail++;
    }
    return tail;
  }

  OptionalInt parsedAt(int offset) {
    return OptionalInt.of(start + Math.min(offset, text.length()));
  }
}
