package dev.hearth.demo.aws.emr;

/** The states that the service tells. */
public enum JobRunState {
  PENDING,
  SUBMITTED,
  RUNNING,
  FAILED,
  CANCELLED,
  CANCEL_PENDING,
  COMPLETED;

  public boolean isFinal() {
    return this == FAILED || this == CANCELLED || this == COMPLETED;
  }
}
