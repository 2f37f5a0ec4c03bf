package dev.hearth.onboarding.run;

import dev.hearth.client.Failure;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.Platform;
import dev.hearth.gateway.team.config.RoleIdentity;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.Teams;
import dev.hearth.onboarding.aws.AwsAccount;
import dev.hearth.onboarding.aws.AwsParts;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.aws.TrustPolicy;
import dev.hearth.onboarding.kube.KubeParts;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Patience;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A platform as the credentials at hand reach it: the account and the cluster that the file of
 * teams names, and no others.
 */
public final class Site {
  private final Teams teams;
  private final Platform platform;
  private final AwsAccount account;
  private final KubernetesClient kubernetes;
  private final EksCluster cluster;
  private final Patience patience;

  private Site(
      Teams teams,
      Platform platform,
      AwsAccount account,
      KubernetesClient kubernetes,
      EksCluster cluster,
      Patience patience) {
    this.teams = teams;
    this.platform = platform;
    this.account = account;
    this.kubernetes = kubernetes;
    this.cluster = cluster;
    this.patience = patience;
  }

  /**
   * Looks at both, and changes nothing.
   *
   * @param anyEndpoint whether the cluster's API server may have another address than EKS tells, as
   *     through a tunnel
   * @throws Failure if the credentials are of another account or cluster, or the cluster lacks what
   *     the platform's identity needs
   */
  public static Site open(
      Teams teams,
      AwsAccount account,
      KubernetesClient kubernetes,
      boolean anyEndpoint,
      Patience patience) {
    Platform platform = platform(teams);
    platform
        .account()
        .filter(number -> !number.equals(account.number()))
        .ifPresent(
            number -> {
              throw Failure.environment(
                  "the AWS credentials are of the account "
                      + account.number()
                      + ", and the file of teams says "
                      + number,
                  "Choose the right ones, with AWS_PROFILE for example.");
            });
    EksCluster cluster = cluster(platform, account);
    if (!anyEndpoint) {
      requireSameCluster(platform, cluster, kubernetes);
    }
    return new Site(teams, platform, account, kubernetes, cluster, patience)
        .requireOneEach()
        .requireProvider();
  }

  /**
   * @throws Failure if the file does not tell of a platform
   */
  public static Platform platform(Teams teams) {
    return teams
        .platform()
        .orElseThrow(
            () ->
                Failure.usage(
                    "the file of teams has no section platform",
                    "Say there the cluster, region and bucket; docs/onboarding.md shows one."));
  }

  private static EksCluster cluster(Platform platform, AwsAccount account) {
    EksCluster cluster =
        account
            .eks()
            .find(platform.cluster())
            .orElseThrow(
                () ->
                    Failure.environment(
                        "there is no EKS cluster "
                            + platform.cluster()
                            + " in "
                            + platform.region()
                            + " of the account "
                            + account.number(),
                        "Correct cluster or region below platform in the file of teams."));
    if (!cluster.status().equals("ACTIVE") && !cluster.status().equals("UPDATING")) {
      throw Failure.environment(
          "the EKS cluster " + cluster.name() + " is " + cluster.status(),
          "Try again when it is ACTIVE.");
    }
    return cluster;
  }

  private static void requireSameCluster(
      Platform platform, EksCluster cluster, KubernetesClient kubernetes) {
    Optional<String> there = cluster.endpoint().map(Site::host);
    String here = host(kubernetes.getMasterUrl().toString());
    if (there.isPresent() && !there.get().equalsIgnoreCase(here)) {
      throw Failure.environment(
          "kubectl's context is of the API server "
              + here
              + ", and the cluster "
              + cluster.name()
              + " has "
              + there.get(),
          "aws eks update-kubeconfig --name "
              + cluster.name()
              + " --region "
              + platform.region()
              + "\nOr, if you reach it by another address: --any-endpoint");
    }
  }

  private static String host(String url) {
    String host = URI.create(url).getHost();
    return host == null ? url : host;
  }

  /** Teams that share a role are not apart; that each has its namespace, the file sees to. */
  private Site requireOneEach() {
    Map<String, TeamName> roles = new HashMap<>();
    for (Team team : teams.all()) {
      TeamPlace place = new TeamPlace(team, platform, account.number());
      requireOwn("execution role", place.roleArn(), roles.put(place.roleArn(), team.name()), team);
      if (!place.roleAccount().equals(account.number())) {
        throw Failure.usage(
            "teams." + team.name() + ".execution-role is of the account " + place.roleAccount(),
            "It must be of " + account.number() + ", the cluster's.");
      }
      if (place.namespace().equals(platform.gateway().namespace())) {
        throw Failure.usage(
            "teams." + team.name() + " has the gateway's namespace " + place.namespace(),
            "Give the team a namespace of its own.");
      }
    }
    return this;
  }

  private static void requireOwn(String what, String name, TeamName other, Team team) {
    if (other != null) {
      throw Failure.usage(
          "the teams " + other + " and " + team.name() + " have the same " + what + ", " + name,
          "Give each its own in the file of teams.");
    }
  }

  private Site requireProvider() {
    if (platform.identity() == RoleIdentity.IRSA) {
      TeamPlace any = new TeamPlace(teams.all().iterator().next(), platform, account.number());
      String arn = TrustPolicy.providerArn(any, cluster);
      if (!account.roles().knowsProvider(arn)) {
        throw Failure.environment(
            "IAM does not know the cluster's OpenID provider " + arn,
            "eksctl utils associate-iam-oidc-provider --cluster "
                + cluster.name()
                + " --region "
                + platform.region()
                + " --approve\nOr use 'identity: pod-identity' below platform in the file of"
                + " teams.");
      }
    }
    return this;
  }

  /**
   * The places of the teams that are meant, in the order of the file.
   *
   * @param name empty: all
   * @throws Failure if there is no such team
   */
  public List<TeamPlace> places(Optional<String> name) {
    List<TeamPlace> places =
        teams.all().stream()
            .filter(team -> name.isEmpty() || team.name().value().equals(name.get()))
            .map(team -> new TeamPlace(team, platform, account.number()))
            .toList();
    if (places.isEmpty()) {
      throw Failure.usage(
          "there is no team " + name.orElse("") + " in the file of teams",
          "There are: "
              + String.join(", ", teams.all().stream().map(team -> team.name().value()).toList()));
    }
    return places;
  }

  /** All parts of a team's place, in the order in which they are made. */
  List<Part> parts(TeamPlace place) {
    List<Part> parts = new ArrayList<>(new KubeParts(kubernetes).of(place));
    parts.addAll(new AwsParts(account, cluster, patience).of(place));
    return parts;
  }

  AwsAccount account() {
    return account;
  }

  KubernetesClient kubernetes() {
    return kubernetes;
  }

  EksCluster cluster() {
    return cluster;
  }

  Patience patience() {
    return patience;
  }
}
