package dev.hearth.onboarding.run;

import io.fabric8.kubernetes.client.KubernetesClientException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS and Kubernetes answered, for people. */
public final class Refusals {
  private static final int FORBIDDEN = 403;

  private Refusals() {}

  /** What went wrong, without a stack trace. */
  public static String words(RuntimeException e) {
    if (e instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return aws.awsErrorDetails().errorCode() + ": " + aws.awsErrorDetails().errorMessage();
    }
    if (e instanceof KubernetesClientException kubernetes && kubernetes.getStatus() != null) {
      return kubernetes.getStatus().getMessage();
    }
    if (e instanceof KubernetesClientException && e.getCause() != null) {
      return "The API server does not answer: " + e.getCause().getMessage();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Empty if there is nothing to say but what was answered. */
  public static String fix(RuntimeException e) {
    boolean forbidden =
        e instanceof AwsServiceException aws
                && (aws.statusCode() == FORBIDDEN
                    || aws.awsErrorDetails() != null
                        && String.valueOf(aws.awsErrorDetails().errorCode())
                            .startsWith("AccessDenied"))
            || e instanceof KubernetesClientException kubernetes
                && kubernetes.getCode() == FORBIDDEN;
    if (e instanceof KubernetesClientException && e.getCause() != null) {
      return "Does 'kubectl get namespaces' work, with the same KUBECONFIG and context?";
    }
    return forbidden
        ? "Your credentials may not do that; docs/onboarding.md lists the rights it takes."
        : "";
  }
}
