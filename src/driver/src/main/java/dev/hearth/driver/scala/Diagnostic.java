package dev.hearth.driver.scala;

import java.util.List;
import java.util.OptionalInt;

/**
 * A message of the compiler.
 *
 * @param offset where in the cell, if it is about the cell's own text
 */
record Diagnostic(boolean error, String message, OptionalInt offset) {

  /** As the user sees it: the place, the message, the source line and a caret under the column. */
  List<String> render(Cell cell) {
    String label = error ? "error: " : "warning: ";
    if (offset.isEmpty()) {
      return List.of(label + message);
    }
    int at = Math.min(offset.getAsInt(), cell.text().length());
    int column = at - cell.lineStart(at);
    String line = cell.lineText(at);
    String place = cell.name() + ":" + (cell.line(at) + 1) + ":" + (column + 1) + ": ";
    return List.of(place + label + message, "  " + line, "  " + caret(line, column));
  }

  /** Keeps the tabs, so that the caret stands right at any tab width. */
  private static String caret(String line, int column) {
    StringBuilder caret = new StringBuilder();
    for (int i = 0; i < column; i++) {
      caret.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
    }
    return caret.append('^').toString();
  }
}
