package dev.hearth.onboarding.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.onboarding.Fixtures;
import org.junit.jupiter.api.Test;

class TeamPlaceTest {

  @Test
  void namesFollowFromPlatformAndTeam() {
    TeamPlace place = Fixtures.place(Fixtures.teams(), "team-a");

    assertThat(place.namespace()).isEqualTo("team-a");
    assertThat(place.roleName()).isEqualTo("hearth-analytics-team-a");
    assertThat(place.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/hearth-analytics-team-a");
    assertThat(place.rolePath()).isEqualTo("/");
    assertThat(place.logGroup()).isEqualTo("/emr-on-eks-logs/analytics/team-a");
    assertThat(place.virtualClusterName()).isEqualTo("analytics-team-a");
    assertThat(place.clusterArn())
        .isEqualTo("arn:aws:eks:eu-west-1:123456789012:cluster/analytics");
  }

  @Test
  void aRoleOfTheFileMayHaveAPathWhichIsNotInItsName() {
    TeamPlace place =
        Fixtures.place(
            TeamFile.parse(
                Fixtures.FILE.replace(
                    "description: Mortgage risk",
                    "execution-role: arn:aws:iam::123456789012:role/data/jobs/team-a")),
            "team-a");

    assertThat(place.roleName()).isEqualTo("team-a");
    assertThat(place.rolePath()).isEqualTo("/data/jobs/");
    assertThat(place.trustedSubjects())
        .containsExactly(
            "system:serviceaccount:team-a:emr-containers-sa-*-*-123456789012-19d4mycx9d");
  }

  @Test
  void aServiceAccountOfTheTeamsOwnIsTrustedToo() {
    TeamPlace place =
        Fixtures.place(
            TeamFile.parse(
                Fixtures.FILE.replace("description: Mortgage risk", "service-account: jobs")),
            "team-a");

    assertThat(place.trustedSubjects()).contains("system:serviceaccount:team-a:jobs");
    assertThat(place.emrServiceAccounts()).hasSize(4).contains("jobs");
  }

  @Test
  void aLongNameOfATeamStillMakesALegalRole() {
    String long1 = "a".repeat(62) + "1";
    String long2 = "a".repeat(62) + "2";
    TeamPlace one =
        Fixtures.place(TeamFile.parse(Fixtures.FILE.replace("team-a:", long1 + ":")), long1);
    TeamPlace two =
        Fixtures.place(TeamFile.parse(Fixtures.FILE.replace("team-a:", long2 + ":")), long2);

    assertThat(one.roleName()).hasSize(64).isNotEqualTo(two.roleName());
  }

  @Test
  void arnsAreOfTheRegionsPartition() {
    TeamPlace china =
        Fixtures.place(TeamFile.parse(Fixtures.FILE.replace("eu-west-1", "cn-north-1")), "team-a");

    assertThat(china.roleArn()).startsWith("arn:aws-cn:iam::");
  }
}
