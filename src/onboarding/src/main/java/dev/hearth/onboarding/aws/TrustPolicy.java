package dev.hearth.onboarding.aws;

import dev.hearth.client.Failure;
import dev.hearth.gateway.team.config.RoleIdentity;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who may assume a team's execution role: the pods of its jobs, and nobody else. */
public final class TrustPolicy {
  private static final String HTTPS = "https://";

  private TrustPolicy() {}

  /**
   * In JSON.
   *
   * @throws Failure if the cluster lacks what the identity needs
   */
  public static String of(TeamPlace place, EksCluster cluster) {
    return Trees.pretty(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                place.platform().identity() == RoleIdentity.IRSA
                    ? byServiceAccount(place, cluster)
                    : byPodIdentity(place))));
  }

  /** The ARN by which IAM knows a cluster's OpenID provider. */
  public static String providerArn(TeamPlace place, EksCluster cluster) {
    return "arn:"
        + place.partition()
        + ":iam::"
        + place.account()
        + ":oidc-provider/"
        + issuer(cluster);
  }

  private static String issuer(EksCluster cluster) {
    String url =
        cluster
            .issuer()
            .orElseThrow(
                () ->
                    Failure.environment(
                        "the cluster " + cluster.name() + " has no OpenID issuer",
                        "Say 'identity: pod-identity' below platform in the file of teams."));
    return url.startsWith(HTTPS) ? url.substring(HTTPS.length()) : url;
  }

  private static Map<String, Object> byServiceAccount(TeamPlace place, EksCluster cluster) {
    String issuer = issuer(cluster);
    Map<String, Object> statement = new TreeMap<>();
    statement.put("Sid", "PodsOfJobs");
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Federated", providerArn(place, cluster)));
    statement.put("Action", "sts:AssumeRoleWithWebIdentity");
    statement.put(
        "Condition",
        Map.of(
            "StringEquals",
            Map.of(issuer + ":aud", "sts.amazonaws.com"),
            "StringLike",
            Map.of(issuer + ":sub", place.trustedSubjects())));
    return statement;
  }

  private static Map<String, Object> byPodIdentity(TeamPlace place) {
    Map<String, Object> statement = new TreeMap<>();
    statement.put("Sid", "PodsOfJobs");
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", "pods.eks.amazonaws.com"));
    statement.put("Action", List.of("sts:AssumeRole", "sts:TagSession"));
    statement.put(
        "Condition",
        Map.of(
            "StringEquals",
            Map.of(
                "aws:SourceAccount", place.account(),
                "aws:RequestTag/kubernetes-namespace", place.namespace()),
            "ArnEquals",
            Map.of("aws:SourceArn", place.clusterArn())));
    return statement;
  }
}
