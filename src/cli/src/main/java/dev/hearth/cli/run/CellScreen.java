package dev.hearth.cli.run;

import dev.hearth.cli.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Shows the outputs of one cell after the other. On a terminal, what may still change is kept at
 * the end of the screen and redrawn in place: an unfinished line, and displays that have an id.
 * Elsewhere lines come as they are finished, and displays with an id in their final form.
 *
 * <p>One thread. Nothing is sure to be visible before {@link #flush}.
 */
final class CellScreen {
  /** More would not fit into a small window, and what has scrolled away cannot be redrawn. */
  private static final int LIVE_LINES = 8;

  private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

  private final Terminal terminal;

  /** Finished lines that are not yet on the screen. */
  private final StringBuilder ready = new StringBuilder();

  /** The line that the streams have begun. */
  private final StringBuilder partial = new StringBuilder();

  private boolean carriageReturn;

  /** Displays with an id, in their latest form. */
  private final Map<String, String> live = new LinkedHashMap<>();

  /** What of {@link #partial} and {@link #live} is on the screen. */
  private int rowsShown;

  private boolean changed;

  CellScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A line of ours, between the outputs. */
  void line(String text) {
    endLine();
    ready.append(text).append('\n');
    changed = true;
  }

  /** Text of a stream: any number of lines, the last perhaps unfinished. */
  void stream(String text) {
    String plain = styled(text);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '\n') {
        ready.append(partial).append('\n');
        partial.setLength(0);
        carriageReturn = false;
      } else if (c == '\r') {
        carriageReturn = true;
      } else {
        if (carriageReturn) {
          partial.setLength(0); // what follows is written over it
          carriageReturn = false;
        }
        partial.append(c);
      }
    }
    changed = true;
  }

  /** A display that stays as it is. */
  void show(String text) {
    endLine();
    ready.append(styled(text));
    if (!text.endsWith("\n")) {
      ready.append('\n');
    }
    changed = true;
  }

  /** A display that may still change, new or changed. */
  void show(String id, String text) {
    live.put(id, styled(text).stripTrailing());
    changed = true;
  }

  /** What may still change is to be shown no more. */
  void clear() {
    partial.setLength(0);
    carriageReturn = false;
    live.clear();
    changed = true;
  }

  /** The cell is done: everything has its final form. */
  void finish() {
    endLine();
    for (String display : live.values()) {
      if (!display.isEmpty()) {
        ready.append(display).append('\n');
      }
    }
    live.clear();
    changed = true;
    flush();
  }

  /** Brings to the screen what has come. */
  void flush() {
    if (!changed) {
      return;
    }
    changed = false;
    StringBuilder out = new StringBuilder();
    if (rowsShown > 0) {
      out.append('\r');
      if (rowsShown > 1) {
        out.append("\u001b[").append(rowsShown - 1).append('A');
      }
      out.append("\u001b[J");
    }
    out.append(ready);
    ready.setLength(0);
    rowsShown = 0;
    if (terminal.live()) {
      draw(out);
    }
    terminal.out().print(out);
    terminal.out().flush();
  }

  private void draw(StringBuilder out) {
    List<String> lines = new ArrayList<>();
    if (partial.length() > 0) {
      lines.add(partial.toString());
      rowsShown += rows(partial);
    }
    for (String display : live.values()) {
      display
          .lines()
          .limit(LIVE_LINES)
          .map(line -> cut(line, terminal.columns() - 1))
          .forEach(lines::add);
    }
    rowsShown += lines.size() - (partial.length() > 0 ? 1 : 0);
    out.append(String.join("\n", lines));
  }

  private void endLine() {
    if (partial.length() > 0) {
      ready.append(partial).append('\n');
      partial.setLength(0);
      carriageReturn = false;
    }
  }

  private int rows(CharSequence line) {
    int length = STYLE.matcher(line).replaceAll("").length();
    return Math.max(1, (length + terminal.columns() - 1) / terminal.columns());
  }

  private static String cut(String line, int columns) {
    String plain = STYLE.matcher(line).replaceAll("");
    return plain.length() <= columns ? line : plain.substring(0, columns);
  }

  private String styled(String text) {
    return terminal.colour() || text.indexOf('\u001b') < 0
        ? text
        : STYLE.matcher(text).replaceAll("");
  }
}
