package dev.hearth.gateway.team.config;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a team's sessions run on EMR on EKS, and as whom. Its sessions on the gateway's own machine
 * need none of it.
 *
 * @param namespace of Kubernetes
 * @param virtualCluster its id
 * @param executionRole ARN of the role that its jobs assume
 * @param image instead of the profile's
 */
public record Placement(
    String namespace,
    Optional<String> virtualCluster,
    Optional<String> executionRole,
    Optional<String> serviceAccount,
    Optional<String> image) {
  public Placement {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(virtualCluster, "virtualCluster");
    Objects.requireNonNull(executionRole, "executionRole");
    Objects.requireNonNull(serviceAccount, "serviceAccount");
    Objects.requireNonNull(image, "image");
  }
}
