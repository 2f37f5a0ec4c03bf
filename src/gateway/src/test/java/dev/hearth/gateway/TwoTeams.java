package dev.hearth.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** A gateway of two teams, whose users have access tokens. */
public final class TwoTeams implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "hearth.auth.modes",
        "tokens",
        "hearth.channels.recheck",
        "0.2S",
        "hearth.teams.file",
        Path.of("src/test/resources/two-teams.yaml").toString());
  }
}
