package dev.hearth.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that remembers what was printed. */
public final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  private Screen(boolean live, int columns) {
    terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            live,
            false,
            columns);
  }

  /** Standard output goes to a file or a pipe. */
  public static Screen piped() {
    return new Screen(false, 80);
  }

  /** Standard output is a terminal of so many columns, without colours. */
  public static Screen live(int columns) {
    return new Screen(true, columns);
  }

  public Terminal terminal() {
    return terminal;
  }

  public String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /**
   * What somebody before the terminal sees in the end: understands line ends, carriage returns,
   * "cursor up" and "erase to the end", which is all that we send.
   */
  public String visible() {
    String text = printed();
    java.util.List<StringBuilder> rows = new java.util.ArrayList<>();
    rows.add(new StringBuilder());
    int row = 0;
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        row++;
        column = 0;
      } else if (c == '\r') {
        column = 0;
      } else if (c == '\u001b') {
        int end = i + 2;
        while (Character.isDigit(text.charAt(end))) {
          end++;
        }
        if (text.charAt(end) == 'A') {
          row -= Integer.parseInt(text.substring(i + 2, end));
        } else if (text.charAt(end) == 'J') {
          rows.subList(row + 1, rows.size()).clear();
          rows.get(row).setLength(column);
        } else {
          throw new AssertionError("unknown sequence " + text.substring(i + 1, end + 1));
        }
        i = end;
      } else {
        if (column == terminal.columns()) {
          row++;
          column = 0;
        }
        while (rows.size() <= row) {
          rows.add(new StringBuilder());
        }
        StringBuilder line = rows.get(row);
        line.replace(column, Math.min(column + 1, line.length()), String.valueOf(c));
        column++;
      }
      while (rows.size() <= row) {
        rows.add(new StringBuilder());
      }
    }
    return String.join("\n", rows);
  }
}
