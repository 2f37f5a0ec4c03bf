package dev.hearth.gateway.team.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.team.Membership;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamFileTest {
  private static final String WHOLE =
      """
      teams:
        emr-ml-team-a:
          description: Mortgage risk
          namespace: emr-ml-a
          virtual-cluster: abc123
          execution-role: arn:aws:iam::123456789012:role/team-a
          service-account: emr-containers-sa
          image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/hearth:gpu
          profiles: [cpu, gpu-etl]
          default-profile: cpu
          share-level: user
          s3-prefixes: [s3://data/team-a/]
          members:
            - user: ada
              role: admin
            - group: ml-a
          quota: {sessions: 10, cores: 64, memory: 512g, gpus: 8, cost-per-day: 120.5}
          user-quota: {gpus: 2}
          waiting: {length: 5, timeout: 15m}
          audit-cells: true
        emr-ml-team-b: {description: Card fraud}
      """;

  @TempDir Path folder;

  @Test
  void everythingOfATeamCanBeSaid() {
    Team team = TeamFile.parse(WHOLE).find(new TeamName("emr-ml-team-a")).orElseThrow();

    assertThat(team.placement().namespace()).isEqualTo("emr-ml-a");
    assertThat(team.placement().executionRole()).hasValue("arn:aws:iam::123456789012:role/team-a");
    assertThat(team.profiles()).containsExactlyInAnyOrder("cpu", "gpu-etl");
    assertThat(team.defaultProfile()).hasValue("cpu");
    assertThat(team.shareLevel()).hasValue(ShareLevel.USER);
    assertThat(team.quota())
        .isEqualTo(
            new Quota(
                Optional.of(10),
                Optional.of(64),
                Optional.of(512L * 1024),
                Optional.of(8),
                Optional.of(new BigDecimal("120.5"))));
    assertThat(team.userQuota().gpus()).hasValue(2);
    assertThat(team.waiting()).hasValue(new Waiting(5, Duration.ofMinutes(15)));
    assertThat(team.auditsCells()).isTrue();
  }

  @Test
  void aPlatformCanBeDescribedBesideTheTeams() {
    String yaml =
        """
        platform:
          cluster: eks-1
          region: eu-west-1
          account: "123456789012"
          bucket: platform-bucket
          log-retention-days: 7
          gateway: {namespace: hub, port: 8443}
          identity: pod-identity
          private-endpoints: [10.20.0.0/16]
        teams:
          a: {description: x}
        """;

    assertThat(TeamFile.parse(yaml).platform())
        .hasValue(
            new Platform(
                "eks-1",
                "eu-west-1",
                Optional.of("123456789012"),
                "platform-bucket",
                "hearth/templates",
                "hearth/logs",
                "/emr-on-eks-logs/eks-1",
                7,
                new Platform.GatewayPlace("hub", "hearth-gateway", 8443),
                RoleIdentity.POD_IDENTITY,
                List.of("10.20.0.0/16"),
                Optional.empty()));
    assertThat(TeamFile.parse(WHOLE).platform()).isEmpty();
  }

  @Test
  void theShippedExampleIsRight() throws IOException {
    Teams teams = TeamFile.parse(Files.readString(Path.of("../../k8s/teams.yaml")));
    assertThat(teams.all())
        .extracting(team -> team.name().value())
        .containsExactly("emr-ml-team-a", "emr-ml-team-b");
  }

  @Test
  void whatIsNotSaidIsNotLimitedAndTheNamespaceIsTheTeamsName() {
    Team team = TeamFile.parse(WHOLE).find(new TeamName("emr-ml-team-b")).orElseThrow();

    assertThat(team.placement().namespace()).isEqualTo("emr-ml-team-b");
    assertThat(team.quota()).isEqualTo(Quota.NONE);
    assertThat(team.waiting()).isEmpty();
    assertThat(team.mayUse("anything")).isTrue();
  }

  @Test
  void membersComeByNameOrByGroupWithTheirHighestRole() {
    Teams teams = TeamFile.parse(WHOLE);
    TeamName a = new TeamName("emr-ml-team-a");

    assertThat(teams.memberships("ada", Set.of("ml-a")))
        .containsExactly(new Membership(a, Role.ADMIN));
    assertThat(teams.memberships("bob", Set.of("ml-a", "other")))
        .containsExactly(new Membership(a, Role.ANALYST));
    assertThat(teams.memberships("eve", Set.of("ml-b"))).isEmpty();
    assertThat(teams.memberships("ml-a", Set.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | teams is missing",
        "teams: {} | teams must have a team",
        "[1] | must have keys",
        "'teams: {a: {quota: {gpu: 2}}}' | teams.a.quota.gpu is unknown. Did you mean gpus?",
        "'teams: {a: {quotas: {gpus: 2}}}' | teams.a.quotas is unknown. Did you mean quota?",
        "'teams: {a: {quota: {gpus: -1}}}' | teams.a.quota.gpus must be a whole number",
        "'teams: {a: {quota: {memory: lots}}}' | teams.a.quota.memory must be a size",
        "'teams: {a: {share-level: all}}' | teams.a.share-level must be kernel, user or team",
        "'teams: {A_b: {description: x}}' | lower-case letters",
        "'teams: {a: {members: [{role: lead}]}}' | teams.a.members[0] must have either user or group",
        "'teams: {a: {members: [{user: x, role: boss}]}}' | analyst, lead or admin",
        "'teams: {a: {execution-role: me}}' | ARN of a role",
        "'teams: {a: {s3-prefixes: [data]}}' | s3://bucket",
        "'teams: {a: {profiles: [x], default-profile: y}}' | one of the team's profiles",
        "'teams: {a: {waiting: {timeout: soon}}}' | a time such as",
        "'teams: {a: null}' | teams.a is empty",
        "'{teams: {a: {description: x}}, platfrom: {}}' | platfrom is unknown. Did you mean platform?",
        "'{teams: {a: {description: x}}, platform: {}}' | platform.cluster is missing",
        "'{teams: {a: {description: x}}, platform: {cluster: c, region: moon}}' | platform.region must be a region",
        "'{teams: {a: {description: x}}, platform: {cluster: c, region: eu-west-1, bucket: bbb, identity: me}}' | irsa or pod-identity",
        "'{teams: {a: {description: x}}, platform: {cluster: c, region: eu-west-1, bucket: bbb, log-retention-days: 8}}' | must be one of [1, 3, 5, 7,",
        "'{teams: {a: {description: x}}, platform: {cluster: c, region: eu-west-1, bucket: bbb, gateway: {prt: 1}}}' | platform.gateway.prt is unknown",
        "'{teams: {a: {description: x}}, platform: {cluster: c, region: eu-west-1, bucket: bbb, private-endpoints: [10.0.0.256/8]}}' | a list of IPv4 ranges",
        "'{teams: {a: {description: x}}, platform: {cluster: c, region: eu-west-1, account: 123456789012, bucket: bbb}}' | platform.account must be a text",
        "'teams: {a: {description: x}, a: {description: y}}' | not YAML",
        "'teams: [' | not YAML"
      })
  void aWrongFileIsRefusedNamingTheKeyAndTheFix(String yaml, String words) {
    assertThatThrownBy(() -> TeamFile.parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void changesAreInForceWithoutARestartAndWrongOnesAreNot() throws IOException {
    Path file = Files.writeString(folder.resolve("teams.yaml"), WHOLE);
    TeamDirectory directory = TeamDirectory.open(Optional.of(file));
    AtomicInteger changes = new AtomicInteger();
    directory.onChange(changes::incrementAndGet);

    Files.writeString(file, "teams: {c: {description: new}}");
    directory.reload();
    assertThat(directory.teams().find(new TeamName("c"))).isPresent();
    assertThat(changes).hasValue(1);

    Files.writeString(file, "teams: {c: {quotas: 1}}");
    directory.reload();
    assertThat(directory.teams().find(new TeamName("c"))).isPresent();
    assertThat(directory.fault()).hasValueSatisfying(why -> assertThat(why).contains("quotas"));

    Files.delete(file);
    directory.reload();
    assertThat(directory.teams().find(new TeamName("c"))).isPresent();
    assertThat(directory.fault()).hasValueSatisfying(why -> assertThat(why).contains("not there"));

    Files.writeString(file, WHOLE);
    directory.reload();
    assertThat(directory.fault()).isEmpty();
    assertThat(changes).hasValue(2);
  }

  @Test
  void aFileThatIsMissingOrWrongStopsTheStart() {
    assertThatThrownBy(() -> TeamDirectory.open(Optional.of(folder.resolve("none.yaml"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hearth.teams.file");
  }
}
