package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * The display of one streaming query below the cell that started it. While the cell runs it shows
 * the latest batch; after that it says that the query runs on, and changes once more when the query
 * ends. Called by the timer's thread alone.
 */
final class QueryProgress {
  private static final long RENEWAL = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_CHARS = 300;

  private final CellContext cell;
  private final String displayId = "hearth-query-" + UUID.randomUUID();
  private boolean cellOver;
  private boolean shown;
  private long shownAt;
  private long batches;
  private long rows;
  private Optional<StreamingQueryProgress> last = Optional.empty();

  QueryProgress(CellContext cell, boolean cellOver) {
    this.cell = cell;
    this.cellOver = cellOver;
  }

  boolean isOf(CellContext context) {
    return cell == context;
  }

  void progressed(StreamingQueryProgress progress) {
    last = Optional.of(progress);
    batches = Math.max(batches, progress.batchId() + 1);
    rows += progress.numInputRows();
    boolean due = !shown || (!cellOver && System.nanoTime() - shownAt >= RENEWAL);
    if (due) {
      show(cellOver ? QueryView.runsOn(progress) : QueryView.running(progress, rows));
    }
  }

  void cellOver() {
    cellOver = true;
    last.ifPresent(progress -> show(QueryView.runsOn(progress)));
  }

  /**
   * @param failure as Spark tells it, with its trace; empty if it was stopped or had no more to do
   */
  void ended(Optional<String> failure) {
    if (shown) {
      Optional<String> why = failure.flatMap(text -> text.lines().findFirst());
      String name = last.map(QueryView::name).orElse("");
      show(QueryView.ended(name, batches, rows, why.map(QueryProgress::bounded)));
    }
  }

  private static String bounded(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
  }

  private void show(MimeBundle bundle) {
    if (shown) {
      cell.update(displayId, bundle);
    } else {
      cell.display(bundle, Optional.of(displayId));
    }
    shown = true;
    shownAt = System.nanoTime();
  }
}
