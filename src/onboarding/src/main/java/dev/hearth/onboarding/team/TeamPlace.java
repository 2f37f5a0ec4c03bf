package dev.hearth.onboarding.team;

import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.Platform;
import dev.hearth.gateway.team.config.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A team on a platform, with all names that follow from them.
 *
 * @param account number of the AWS account
 */
public record TeamPlace(Team team, Platform platform, String account) {
  private static final int LONGEST_ROLE = 64;

  public TeamPlace {
    Objects.requireNonNull(team, "team");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(account, "account");
  }

  public TeamName name() {
    return team.name();
  }

  public String namespace() {
    return team.placement().namespace();
  }

  /** The ARN of its execution role: the file's, else of {@code hearth-<cluster>-<team>}. */
  public String roleArn() {
    return team.placement()
        .executionRole()
        .orElseGet(() -> "arn:" + partition() + ":iam::" + account + ":role/" + usualRole());
  }

  private String usualRole() {
    String name = "hearth-" + platform.cluster() + "-" + name();
    return name.length() <= LONGEST_ROLE
        ? name
        : name.substring(0, LONGEST_ROLE - 9) + "-" + String.format("%08x", name.hashCode());
  }

  /** The role's name, without its path. */
  public String roleName() {
    return roleArn().substring(roleArn().lastIndexOf('/') + 1);
  }

  /** The role's path, with a slash at both ends. */
  public String rolePath() {
    String resource = roleArn().substring(roleArn().indexOf(":role/") + ":role".length());
    return resource.substring(0, resource.lastIndexOf('/') + 1);
  }

  /** The account that the role's ARN names. */
  public String roleAccount() {
    return roleArn().split(":")[4];
  }

  /** Of AWS: {@code aws}, {@code aws-cn}, {@code aws-us-gov}. */
  public String partition() {
    if (platform.region().startsWith("cn-")) {
      return "aws-cn";
    }
    return platform.region().startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  public String clusterArn() {
    return "arn:"
        + partition()
        + ":eks:"
        + platform.region()
        + ":"
        + account
        + ":cluster/"
        + platform.cluster();
  }

  public String logGroup() {
    return platform.logGroupPrefix() + "/" + name();
  }

  public String virtualClusterName() {
    return platform.cluster() + "-" + name();
  }

  /** Service accounts of the pods of a job, by which names EMR makes them. */
  public List<String> emrServiceAccounts() {
    List<String> names = new ArrayList<>();
    for (String component : List.of("client", "driver", "executor")) {
      names.add("emr-containers-sa-spark-" + component + "-" + suffix());
    }
    team.placement().serviceAccount().ifPresent(names::add);
    return names;
  }

  /** Subjects of the tokens that may assume the role, with {@code *} as a wildcard. */
  public List<String> trustedSubjects() {
    String beginning = "system:serviceaccount:" + namespace() + ":";
    List<String> subjects = new ArrayList<>();
    subjects.add(beginning + "emr-containers-sa-*-*-" + suffix());
    team.placement().serviceAccount().ifPresent(own -> subjects.add(beginning + own));
    return subjects;
  }

  private String suffix() {
    return account + "-" + Base36.of(roleName());
  }
}
