package dev.hearth.gateway.team.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Membership;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OidcCallersTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");

  private final TeamDirectory teams =
      TeamDirectory.open(Optional.of(Path.of("src/test/resources/two-teams.yaml")));

  private static AuthConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(AuthConfig.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(AuthConfig.class);
  }

  private OidcCallers callers() {
    return new OidcCallers(
        teams,
        config(Map.of("hearth.auth.modes", "oidc", "hearth.auth.oidc.server-url", "http://sso")));
  }

  @Test
  void groupsAreTeamsAndTheTokensEndIsTheirs() {
    Caller lena = callers().of("subject-1", "lena", Set.of("ml-a-leads", "other"), END);

    assertThat(lena.memberships())
        .containsExactly(new Membership(new TeamName("emr-ml-team-a"), Role.LEAD));
    assertThat(lena.operator()).isFalse();
    assertThat(lena.evidence().kind()).isEqualTo("oidc");
    assertThat(lena.evidence().id()).isEqualTo("subject-1");
    assertThat(lena.evidence().expiresAt()).contains(END);
  }

  @Test
  void knownAgainTheyAreInTheTeamsAsThoseAreNow() {
    OidcCallers callers = callers();
    Caller lena = callers.of("subject-1", "lena", Set.of("ml-a-leads"), END);
    Caller before =
        new Caller(
            "lena",
            List.of(new Membership(new TeamName("emr-ml-team-b"), Role.ADMIN)),
            false,
            Scope.FULL,
            lena.evidence());

    assertThat(callers.again(before)).contains(lena);
  }

  @Test
  void aNameIsOneWord() {
    OidcCallers callers = callers();

    for (String name : List.of("", "two words", "new\nline", "x".repeat(256))) {
      assertThatThrownBy(() -> callers.of("s", name, Set.of(), END)).isInstanceOf(Forbidden.class);
    }
  }

  @Test
  void withoutAProviderTheGatewayDoesNotStart() {
    AuthConfig without = config(Map.of("hearth.auth.modes", "token,oidc"));

    assertThatThrownBy(() -> new OidcCallers(teams, without))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hearth.auth.oidc.server-url");
  }

  @Test
  void withoutAHubTheGatewayDoesNotStart() {
    for (String url : List.of("", "hub:8081", "ftp://hub")) {
      AuthConfig.Jupyterhub hub =
          config(Map.of("hearth.auth.jupyterhub.api-url", url)).jupyterhub();
      assertThatThrownBy(() -> HubTokens.of(hub, teams))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("hearth.auth.jupyterhub.api-url");
    }
  }
}
