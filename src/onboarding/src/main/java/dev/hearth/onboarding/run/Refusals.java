package dev.hearth.onboarding.run;

import io.fabric8.kubernetes.client.KubernetesClientException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS and Kubernetes answered, for people. */
final class Refusals {
  private static final int FORBIDDEN = 403;

  private Refusals() {}

  static String words(RuntimeException e) {
    if (e instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return aws.awsErrorDetails().errorCode() + ": " + aws.awsErrorDetails().errorMessage();
    }
    if (e instanceof KubernetesClientException kubernetes && kubernetes.getStatus() != null) {
      return kubernetes.getStatus().getMessage();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Empty if there is nothing to say but what was answered. */
  static String fix(RuntimeException e) {
    boolean forbidden =
        e instanceof AwsServiceException aws
                && (aws.statusCode() == FORBIDDEN
                    || aws.awsErrorDetails() != null
                        && String.valueOf(aws.awsErrorDetails().errorCode())
                            .startsWith("AccessDenied"))
            || e instanceof KubernetesClientException kubernetes
                && kubernetes.getCode() == FORBIDDEN;
    return forbidden
        ? "Your credentials may not do that; docs/onboarding.md lists the rights it takes."
        : "";
  }
}
