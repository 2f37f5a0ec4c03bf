package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.gateway.team.config.Teams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of teams in {@code k8s/} fit the profiles that a gateway in a cluster has. */
class ShippedTeamsTest {
  private static final String DEV = "overlays/dev/teams.yaml";
  private static final String PROD = "overlays/prod/teams.yaml";

  private final Profiles profiles = TestProfiles.onEmrOnly(Map.of());

  private static Teams shipped(String file) throws IOException {
    return TeamFile.parse(Files.readString(Path.of("../../k8s").resolve(file)));
  }

  /** A quota counts the most executors that a session may have. */
  @ParameterizedTest
  @ValueSource(strings = {"teams.yaml", DEV, PROD})
  void aSessionOfEachProfileFitsWhereNothingElseRuns(String file) throws IOException {
    Usage nothing = new Usage(List.of(), Instant.EPOCH);
    for (Team team : shipped(file).all()) {
      for (String profile : profiles.names()) {
        if (team.mayUse(profile)) {
          assertThat(nothing.excess("ada", Demand.of(profiles.named(profile), 1), team))
              .as(profile + " for " + team.name())
              .isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void teamsOfAClusterUseItsProfilesAndNotTheGatewaysMachine(String file) throws IOException {
    Teams teams = shipped(file);

    profiles.check(teams);
    assertThat(teams.all())
        .isNotEmpty()
        .allSatisfy(
            team -> {
              assertThat(team.profiles())
                  .containsExactlyInAnyOrderElementsOf(TestProfiles.onEmrOnly(Map.of()).names());
              assertThat(team.defaultProfile()).hasValue("cpu");
            });
  }
}
