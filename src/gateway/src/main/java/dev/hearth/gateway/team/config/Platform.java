package dev.hearth.gateway.team.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What all teams' places on EMR on EKS have in common. The gateway needs none of it; it is for
 * those who make the places ({@code docs/onboarding.md}).
 *
 * @param cluster name of the EKS cluster
 * @param account number of the AWS account; empty: whichever the credentials are of
 * @param bucket where pod templates lie and Spark's logs go
 * @param templates folder of the bucket that has the pod templates, without slashes at its ends
 * @param logs folder of the bucket below which each team's logs have a folder of its name, likewise
 * @param logGroupPrefix of CloudWatch; a team's group is this, a slash, and the team's name
 * @param logRetentionDays one of the numbers that CloudWatch Logs takes
 * @param privateEndpoints CIDRs within private ranges that teams' pods may reach on port 443
 * @param permissionsBoundary ARN of a policy for the roles that are made
 */
public record Platform(
    String cluster,
    String region,
    Optional<String> account,
    String bucket,
    String templates,
    String logs,
    String logGroupPrefix,
    int logRetentionDays,
    GatewayPlace gateway,
    RoleIdentity identity,
    List<String> privateEndpoints,
    Optional<String> permissionsBoundary) {
  public Platform {
    Objects.requireNonNull(cluster, "cluster");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(templates, "templates");
    Objects.requireNonNull(logs, "logs");
    Objects.requireNonNull(logGroupPrefix, "logGroupPrefix");
    Objects.requireNonNull(gateway, "gateway");
    Objects.requireNonNull(identity, "identity");
    privateEndpoints = List.copyOf(privateEndpoints);
    Objects.requireNonNull(permissionsBoundary, "permissionsBoundary");
  }

  /**
   * Where the gateway runs, which drivers dial and which acts in the teams' namespaces.
   *
   * @param port that it listens on, in its pod
   */
  public record GatewayPlace(String namespace, String serviceAccount, int port) {
    public GatewayPlace {
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(serviceAccount, "serviceAccount");
    }
  }
}
