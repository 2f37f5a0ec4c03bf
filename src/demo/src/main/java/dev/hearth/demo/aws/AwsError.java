package dev.hearth.demo.aws;

/** A refusal as a service gives it: a status of HTTP, the error's code, and words. */
public final class AwsError extends RuntimeException {
  private final int status;
  private final String code;

  public AwsError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
