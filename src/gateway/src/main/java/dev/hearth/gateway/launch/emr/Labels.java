package dev.hearth.gateway.launch.emr;

/** The labels by which pods are found and understood. */
final class Labels {
  /** Of Hearth's own. */
  static final String PREFIX = "hearth.dev/";

  static final String SESSION = PREFIX + "session";
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String HEARTH = "hearth";

  /** EMR's: the job run that a pod is of. */
  static final String JOB_RUN = "emr-containers.amazonaws.com/job.id";

  /** EMR's: {@code driver}, {@code executor} or {@code job.submitter}. */
  static final String COMPONENT = "emr-containers.amazonaws.com/component";

  /** Spark's: the executor's number. */
  static final String EXECUTOR = "spark-exec-id";

  private Labels() {}
}
