package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.Unavailable;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What Kubernetes has against a request, in words. */
final class ClusterFailure {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private ClusterFailure() {}

  /**
   * @param what was tried, e.g. {@code store the link's token}
   */
  static HearthException of(String what, String namespace, KubernetesClientException failure) {
    switch (failure.getCode()) {
      case FORBIDDEN:
        return new Unavailable(
            "The gateway's service account may not "
                + what
                + " in the namespace "
                + namespace
                + ". 'hearth team apply' gives it the right.",
            failure);
      case NOT_FOUND:
        return new Unavailable(
            "The cluster has no namespace "
                + namespace
                + " in which to "
                + what
                + ". 'hearth team apply' makes it.",
            failure);
      default:
        return new Unavailable(
            "The Kubernetes cluster did not let the gateway "
                + what
                + " in the namespace "
                + namespace
                + ": "
                + failure.getMessage(),
            failure);
    }
  }
}
