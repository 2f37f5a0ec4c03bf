package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.streaming.StreamingQueryListener;

/**
 * Streaming queries by the cell that started them. A query's jobs have a group of their own, its
 * run's id, but its thread inherits {@link CellProperties#CELL}; so the first of its jobs tells the
 * cell, which often is over by then. Spark's listener thread and the kernels' call it.
 *
 * <p>The events of all Spark sessions of the driver come through the one listener of the context.
 */
final class StreamingQueries {
  /** Of cells that are over. A query whose cell is forgotten by its first job is not shown. */
  private static final int MOST_CELLS = 64;

  private final ScheduledExecutorService timer;
  private final Map<String, QueryProgress> byRun = new HashMap<>();
  private final Map<String, StartingCell> cells =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StartingCell> eldest) {
          return size() > MOST_CELLS;
        }
      };

  /** A cell that may start queries, or has. */
  private static final class StartingCell {
    final CellContext context;
    boolean over;

    StartingCell(CellContext context) {
      this.context = context;
    }
  }

  StreamingQueries(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  synchronized void cellStarted(String group, CellContext cell) {
    cells.remove(group); // of a kernel before its restart: its numbers come again
    cells.put(group, new StartingCell(cell));
  }

  synchronized void cellEnded(String group) {
    StartingCell cell = cells.get(group);
    if (cell != null) {
      cell.over = true;
      byRun.values().stream().filter(query -> query.isOf(cell.context)).forEach(this::cellOver);
    }
  }

  private void cellOver(QueryProgress query) {
    timer.execute(query::cellOver);
  }

  /** A job of a query; the result names the cell. */
  synchronized String jobStarted(String run, String group) {
    StartingCell cell = cells.get(group);
    if (cell == null) {
      return "";
    }
    byRun.computeIfAbsent(run, id -> new QueryProgress(cell.context, cell.over));
    return cell.context.cellName();
  }

  synchronized void event(SparkListenerEvent event) {
    if (event instanceof StreamingQueryListener.QueryProgressEvent progress) {
      query(progress.progress().runId().toString())
          .ifPresent(query -> timer.execute(() -> query.progressed(progress.progress())));
    } else if (event instanceof StreamingQueryListener.QueryTerminatedEvent ended) {
      Optional.ofNullable(byRun.remove(ended.runId().toString()))
          .ifPresent(
              query -> {
                Optional<String> failure =
                    ended.exception().isEmpty()
                        ? Optional.empty()
                        : Optional.of(ended.exception().get());
                timer.execute(() -> query.ended(failure));
              });
    }
  }

  private Optional<QueryProgress> query(String run) {
    return Optional.ofNullable(byRun.get(run));
  }
}
