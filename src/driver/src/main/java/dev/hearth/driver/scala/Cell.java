package dev.hearth.driver.scala;

/**
 * A cell's text, and where in it something is.
 *
 * @param name stands for the file name in messages and traces, e.g. {@code cell3}
 */
record Cell(String name, String text) {

  /** The line of an offset, from 0. */
  int line(int offset) {
    int line = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** Where the offset's line begins. */
  int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The whole line that holds the offset. */
  String lineText(int offset) {
    int end = text.indexOf('\n', offset);
    return text.substring(lineStart(offset), end < 0 ? text.length() : end).stripTrailing();
  }

  /** Where the line, counted from 0, begins; the text's end if it has fewer. */
  int offsetOfLine(int line) {
    int offset = 0;
    for (int i = 0; i < line; i++) {
      int end = text.indexOf('\n', offset);
      if (end < 0) {
        return text.length();
      }
      offset = end + 1;
    }
    return offset;
  }
}
