package dev.hearth.gateway.team;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The token of this gateway and its user as beans. */
final class OwnTeam {

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
  TokenAuthentication authentication(AccessToken token) {
    return new TokenAuthentication(
        token, new Principal(System.getProperty("user.name"), TeamName.LOCAL));
  }
}
