package dev.hearth.onboarding.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.client.Failure;
import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.onboarding.Fixtures;
import dev.hearth.onboarding.Golden;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  private static final EksCluster CLUSTER = new AccountInMemory().cluster.orElseThrow();
  private static final TeamPlace TEAM_A = Fixtures.place(Fixtures.teams(), "team-a");

  @Test
  void withIrsaThePodsOfTheTeamsJobsMayAssumeTheRole() {
    Golden.assertSame("trust-irsa.json", TrustPolicy.of(TEAM_A, CLUSTER));
  }

  @Test
  void withPodIdentityPodsOfTheTeamsNamespaceInThisClusterMayAssumeTheRole() {
    TeamPlace place = Fixtures.place(Fixtures.teamsWithPodIdentity(), "team-a");

    Golden.assertSame("trust-pod-identity.json", TrustPolicy.of(place, CLUSTER));
  }

  @Test
  void theRoleMayUseTheTeamsFoldersAndNothingElse() {
    Golden.assertSame("permissions.json", PermissionPolicy.of(TEAM_A));
  }

  @Test
  void aTeamWithoutDataMayUseNone() {
    Golden.assertSame(
        "permissions-without-data.json",
        PermissionPolicy.of(Fixtures.place(Fixtures.teams(), "team-b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://data/*", "s3://data/team-?/", "s3://data/${aws:username}"})
  void aPrefixThatIsAPatternIsRefused(String prefix) {
    TeamPlace place =
        Fixtures.place(
            TeamFile.parse(Fixtures.FILE.replace("s3://data/shared", "'" + prefix + "'")),
            "team-a");

    assertThatThrownBy(() -> PermissionPolicy.of(place))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(prefix);
  }

  @Test
  void withoutAnIssuerThereIsNoIrsa() {
    EksCluster none =
        new EksCluster("analytics", "arn", "ACTIVE", Optional.empty(), Optional.empty(), true);

    assertThatThrownBy(() -> TrustPolicy.of(TEAM_A, none))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.fix()).contains("identity: pod-identity"));
  }

  @Test
  void policiesThatMeanTheSameAreTheSameHoweverTheyAreWritten() {
    String one =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "B", "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"],
           "Resource": "arn:aws:s3:::x/*"},
          {"Sid": "A", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": ["arn:aws:s3:::x"],
           "Condition": {"StringLike": {"s3:prefix": ["b/*", "a/*"]}}}]}
        """;
    String other =
        """
        {"Statement": [
          {"Resource": "arn:aws:s3:::x", "Effect": "Allow", "Action": ["s3:ListBucket"], "Sid": "A",
           "Condition": {"StringLike": {"s3:prefix": ["a/*", "b/*"]}}},
          {"Sid": "B", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
           "Resource": ["arn:aws:s3:::x/*"]}], "Version": "2012-10-17"}
        """;

    assertThat(PolicyDocument.canonical(one)).isEqualTo(PolicyDocument.canonical(other));
  }

  @Test
  void aStatementThatSomebodyAddedIsADifference() {
    String ours = PermissionPolicy.of(TEAM_A);
    String more =
        ours.replace(
            "\"Statement\" : [ {",
            "\"Statement\" : [ {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}, {");

    assertThat(more).isNotEqualTo(ours);
    assertThat(PolicyDocument.canonical(more)).isNotEqualTo(PolicyDocument.canonical(ours));
  }
}
