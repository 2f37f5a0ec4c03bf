package dev.hearth.cli.run;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.Wording;
import dev.hearth.cli.notebook.Cell;
import java.util.List;

/** The command's own lines around the outputs of cells. */
final class RunProgress {
  private final Terminal terminal;
  private final int cells;

  RunProgress(Terminal terminal, int cells) {
    this.terminal = terminal;
    this.cells = cells;
  }

  /** A heading of the notebook's text. */
  void text(Cell cell) {
    cell.source()
        .lines()
        .filter(line -> line.startsWith("#"))
        .findFirst()
        .map(line -> line.replaceFirst("^#+\\s*", ""))
        .filter(heading -> !heading.isBlank())
        .ifPresent(
            heading -> {
              terminal.line("");
              terminal.line(terminal.bold(heading));
            });
  }

  /**
   * @param number of the cell among those that run, from 1
   */
  void begins(int number, Cell cell) {
    String label = "[" + number + "/" + cells + "]";
    String title = title(cell.source());
    terminal.line("");
    terminal.line(
        terminal.bold(label)
            + " "
            + terminal.dim(Wording.shortened(title, terminal.columns() - label.length() - 2)));
  }

  /** Its first line; a magic says little without the next. */
  private static String title(String source) {
    List<String> lines =
        source.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(2).toList();
    boolean magic = lines.size() > 1 && lines.get(0).startsWith("%%");
    return magic ? lines.get(0) + " " + lines.get(1) : lines.get(0);
  }

  void ended(CellResult result, boolean allowed) {
    String time = Wording.duration(result.took());
    if (!result.failed()) {
      terminal.line(terminal.dim("  " + time));
    } else if (allowed) {
      terminal.line(terminal.dim("  failed after " + time + ", as its tag raises-exception says"));
    } else {
      terminal.line(terminal.red("  failed after " + time));
    }
  }
}
