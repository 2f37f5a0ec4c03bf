package dev.hearth.driver.progress;

import java.util.List;
import org.apache.spark.SparkContext;

/** The jobs of the session, whichever kernel or thread started them. Any thread. */
public final class SessionJobs {
  private final SparkContext spark;
  private final JobLedger ledger;

  SessionJobs(SparkContext spark, JobLedger ledger) {
    this.spark = spark;
    this.ledger = ledger;
  }

  /** Those that run, then the last ones that have ended; each the newest first. */
  public List<JobInfo> list() {
    return ledger.jobs();
  }

  /**
   * Asks Spark to cancel one job; does not wait.
   *
   * @param reason becomes part of the error that the job's cell gets
   * @return false if no such job runs
   */
  public boolean cancel(int job, String reason) {
    boolean runs = ledger.isRunning(job);
    if (runs) {
      spark.cancelJob(job, reason);
    }
    return runs;
  }
}
