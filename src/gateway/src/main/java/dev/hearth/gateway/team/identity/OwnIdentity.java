package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.home.StartRefusal;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The check of credentials as beans. */
final class OwnIdentity {
  private static final Set<String> MODES =
      Set.of(GatewayToken.MODE, NamedTokens.MODE, OidcCallers.MODE, HubTokens.MODE);

  /**
   * @param configured {@code hearth.token} ({@code HEARTH_TOKEN}); without it, one is generated at
   *     each start
   */
  @Produces
  @Singleton
  AccessToken token(@ConfigProperty(name = "hearth.token") Optional<String> configured) {
    return configured.map(AccessToken::new).orElseGet(AccessToken::generate);
  }

  @Produces
  @Singleton
  NamedTokens tokens(Jdbi jdbi, TeamDirectory teams, AuditLog audit, AuthConfig config) {
    return new NamedTokens(
        new NamedTokenTable(jdbi), teams, config.tokens().longest(), audit, Clock.systemUTC());
  }

  @Produces
  @Singleton
  OidcCallers oidcCallers(TeamDirectory teams, AuthConfig config) {
    return StartRefusal.orInWords(() -> new OidcCallers(teams, config));
  }

  @Produces
  @Singleton
  Authentication authentication(
      AccessToken token,
      NamedTokens tokens,
      OidcCallers oidc,
      TeamDirectory teams,
      AuthConfig config) {
    return StartRefusal.orInWords(() -> made(token, tokens, oidc, teams, config));
  }

  private static Authentication made(
      AccessToken token,
      NamedTokens tokens,
      OidcCallers oidc,
      TeamDirectory teams,
      AuthConfig config) {
    for (String mode : config.modes()) {
      if (!MODES.contains(mode)) {
        throw new IllegalArgumentException(
            "hearth.auth.modes has '" + mode + "'. Modes: jupyterhub, oidc, token, tokens.");
      }
    }
    boolean onlyUser = config.modes().equals(List.of(GatewayToken.MODE));
    List<Authenticator> others = new ArrayList<>();
    if (config.modes().contains(NamedTokens.MODE)) {
      others.add(tokens);
    }
    if (oidc.on()) {
      others.add(oidc);
    }
    if (config.modes().contains(HubTokens.MODE)) {
      others.add(HubTokens.of(config.jupyterhub(), teams));
    }
    return new Authentication(
        new GatewayToken(token, System.getProperty("user.name"), onlyUser),
        others,
        config.remember(),
        Clock.systemUTC());
  }

  void forgetWhenTeamsChange(
      @Observes StartupEvent start, TeamDirectory teams, Authentication authentication) {
    teams.onChange(authentication::forget);
  }
}
