package dev.hearth.driver.progress;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellJobs;
import dev.hearth.driver.kernel.CellOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of one kernel's cells in the session's Spark context, which may start later. */
public final class SparkJobs implements CellJobs {
  private static final Logger LOG = LoggerFactory.getLogger(SparkJobs.class);

  private final CompletableFuture<FollowedContext> context;
  private final String pool;

  /** A Spark context whose events are followed. */
  public record FollowedContext(SparkContext spark, ProgressListener listener) {

    /** Begins to follow the events. Once per context. */
    public static FollowedContext of(SparkContext spark, ScheduledExecutorService timer) {
      ProgressListener listener = new ProgressListener(spark, timer);
      spark.addSparkListener(listener);
      return new FollowedContext(spark, listener);
    }

    /** What runs and ran in it. */
    public SessionJobs jobs() {
      return listener.jobs();
    }

    /** Whether no cell runs. */
    public boolean isIdle() {
      return listener.isIdle();
    }
  }

  /**
   * @param context completed when Spark has started; no cell runs before that
   * @param pool the scheduler pool of the kernel's jobs, so that kernels share executors fairly
   */
  public SparkJobs(CompletableFuture<FollowedContext> context, String pool) {
    this.context = context;
    this.pool = pool;
  }

  @Override
  public Tracked begin(String group, String description, CellContext cell) {
    FollowedContext followed = context.join();
    SparkContext spark = followed.spark();
    if (spark.getLocalProperty(CellProperties.POOL) == null) {
      spark.setLocalProperty(CellProperties.POOL, pool); // unless a cell has chosen another
    }
    spark.setJobGroup(group, description, true);
    spark.setLocalProperty(CellProperties.CELL, group);
    CellProgress progress = followed.listener().follow(group, cell);
    return new Tracked() {
      @Override
      public void detach() {
        spark.clearJobGroup();
        spark.setLocalProperty(CellProperties.CELL, null);
      }

      @Override
      public void finish() {
        followed.listener().finish(group, progress);
      }

      @Override
      public CellOutcome explained(CellOutcome outcome) {
        return outcome instanceof CellOutcome.Failed failed && FirstFailure.matters(failed)
            ? followed
                .listener()
                .firstFailure(progress)
                .map(first -> first.addedTo(failed))
                .orElse(failed)
            : outcome;
      }
    };
  }

  @Override
  public void cancel(String group) {
    FollowedContext followed = context.getNow(null);
    if (followed == null) {
      return;
    }
    try {
      followed.spark().cancelJobGroup(group);
    } catch (IllegalStateException e) {
      // A cell has stopped the context, and with it all jobs; the rest of the interrupt goes on.
      LOG.debug("No jobs to cancel", e);
    }
  }
}
