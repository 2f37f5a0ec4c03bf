package dev.hearth.cli.run;

import dev.hearth.cli.Terminal;
import dev.hearth.cli.notebook.Cell;
import dev.hearth.cli.notebook.Displays;
import dev.hearth.cli.notebook.Notebook;
import dev.hearth.cli.notebook.NotebookFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs the cells of a notebook in order, up to the first that fails, and keeps the written file up
 * to date. One thread.
 */
final class NotebookRun {
  /** A run that is killed shall not have lost more than this, and writing shall not cost much. */
  private static final Duration SAVE_EVERY = Duration.ofSeconds(5);

  private final Notebook notebook;
  private final Path output;
  private final KernelAtWork kernel;
  private final Terminal terminal;
  private long lastSaved = System.nanoTime();

  NotebookRun(Notebook notebook, Path output, KernelAtWork kernel, Terminal terminal) {
    this.notebook = notebook;
    this.output = output;
    this.kernel = kernel;
    this.terminal = terminal;
  }

  /** The cell that failed. */
  record FailedCell(int number, String error) {}

  /** How many cells of a notebook there are to run. */
  static int count(Notebook notebook) {
    return (int) notebook.cells().stream().filter(Cell::isToRun).count();
  }

  /**
   * @return the cell that failed; empty if none did
   * @throws dev.hearth.cli.Failure if the kernel dies or cannot be reached any more
   */
  Optional<FailedCell> run() throws InterruptedException {
    List<Cell> cells = notebook.cells();
    RunProgress progress = new RunProgress(terminal, count(notebook));
    CellScreen screen = new CellScreen(terminal);
    Displays displays = new Displays();
    int number = 0;
    for (Cell cell : cells) {
      if (cell.isMarkdown()) {
        progress.text(cell);
      } else if (cell.isToRun()) {
        number++;
        progress.begins(number, cell);
        CellResult result = new CellRun(cell, kernel, displays, screen).run();
        boolean allowed = cell.hasTag("raises-exception");
        progress.ended(result, allowed);
        if (result.failed()) {
          kernel.requireAlive(); // a kernel that died fails its cells, too
        }
        if (result.failed() && !allowed) {
          return Optional.of(new FailedCell(number, result.error()));
        }
        saveAtTimes();
      }
    }
    return Optional.empty();
  }

  private void saveAtTimes() {
    if (System.nanoTime() - lastSaved > SAVE_EVERY.toNanos()) {
      NotebookFile.write(notebook, output);
      lastSaved = System.nanoTime();
    }
  }
}
