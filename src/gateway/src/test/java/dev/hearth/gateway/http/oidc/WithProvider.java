package dev.hearth.gateway.http.oidc;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** A gateway of two teams behind a proxy, whose users sign in at a {@link SmallProvider}. */
public final class WithProvider implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "hearth.auth.modes", "oidc,tokens",
        "hearth.auth.oidc.server-url", "${test.provider}",
        "hearth.http.trusted-proxies", "127.0.0.1",
        "hearth.auth.oidc.audience", "hearth,hearth-api",
        "hearth.cors.allowed-origins", "*,https://lab.example.org",
        "hearth.teams.file", Path.of("src/test/resources/two-teams.yaml").toString());
  }
}
