package dev.hearth.demo.aws.emr;

/** What makes job runs run. */
public interface JobRunEngine {
  /** Takes a new run on; returns at once. */
  void start(JobRun run);

  /** Ends a run that is being cancelled; returns at once. */
  void cancel(JobRun run);
}
