package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Evidence;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Callers whom an OpenID provider has named. Its tokens are checked where requests come in, since
 * that needs the request; so this recognises no credential, but knows again who was recognised
 * there. Safe from any thread; never blocks.
 */
public final class OidcCallers implements Authenticator {
  static final String MODE = "oidc";

  private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}\\s]{1,255}");

  private final TeamDirectory teams;
  private final boolean on;

  OidcCallers(TeamDirectory teams, AuthConfig config) {
    this.teams = teams;
    this.on = config.modes().contains(MODE);
    if (on && config.oidc().serverUrl().isEmpty()) {
      throw new IllegalArgumentException(
          "hearth.auth.modes has oidc: set hearth.auth.oidc.server-url (HEARTH_OIDC_URL) to the"
              + " provider's issuer, such as https://sso.example.org/realms/ml.");
    }
  }

  /** Whether this gateway asks an OpenID provider. */
  public boolean on() {
    return on;
  }

  @Override
  public String mode() {
    return MODE;
  }

  /** Nobody's: see above. */
  @Override
  public Optional<Caller> identify(Credential credential) {
    return Optional.empty();
  }

  /** The same in the teams as they are now, by the groups of their token. */
  @Override
  public Optional<Caller> again(Caller caller) {
    Evidence evidence = caller.evidence();
    return Optional.of(
        of(evidence.id(), caller.user(), evidence.groups(), evidence.expiresAt().orElseThrow()));
  }

  /**
   * @param subject the provider's own name for them
   * @param expiresAt when their token or session ends
   * @throws Forbidden if that is no name for a user
   */
  public Caller of(String subject, String user, Set<String> groups, Instant expiresAt) {
    if (!USER.matcher(user).matches()) {
      throw new Forbidden(
          "The name that your token gives you has blanks or is too long. Let"
              + " hearth.auth.oidc.user-claim name another claim.");
    }
    return new Caller(
        user,
        teams.teams().memberships(user, groups),
        false,
        Scope.FULL,
        new Evidence(MODE, subject, Optional.of(expiresAt), groups));
  }
}
