package dev.hearth.onboarding.aws;

import java.util.Objects;

/**
 * An account of AWS, in one region.
 *
 * @param number of 12 digits, whose credentials these are
 */
public record AwsAccount(
    String number,
    ExecutionRoles roles,
    EksClusters eks,
    VirtualClusters virtualClusters,
    LogGroups logGroups,
    Buckets buckets) {
  public AwsAccount {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(roles, "roles");
    Objects.requireNonNull(eks, "eks");
    Objects.requireNonNull(virtualClusters, "virtualClusters");
    Objects.requireNonNull(logGroups, "logGroups");
    Objects.requireNonNull(buckets, "buckets");
  }
}
