package dev.hearth.onboarding;

import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.gateway.team.config.Teams;
import dev.hearth.onboarding.team.TeamPlace;

/** A platform with two teams. */
public final class Fixtures {
  public static final String ACCOUNT = "123456789012";

  /** With IRSA, as the file is before anything is made. */
  public static final String FILE =
      """
      platform:
        cluster: analytics
        region: eu-west-1
        account: "123456789012"
        bucket: analytics-hearth
      teams:
        team-a:
          description: Mortgage risk
          s3-prefixes: [s3://data/team-a/, s3://data/shared, s3://own]
          quota: {sessions: 12, cores: 192, memory: 768g, gpus: 8}
        team-b: {description: Card fraud}
      """;

  private Fixtures() {}

  public static Teams teams() {
    return TeamFile.parse(FILE);
  }

  /** The same with EKS Pod Identity. */
  public static Teams teamsWithPodIdentity() {
    return TeamFile.parse(FILE.replace("platform:\n", "platform:\n  identity: pod-identity\n"));
  }

  public static TeamPlace place(Teams teams, String name) {
    return new TeamPlace(teams.of(new TeamName(name)), teams.platform().orElseThrow(), ACCOUNT);
  }
}
