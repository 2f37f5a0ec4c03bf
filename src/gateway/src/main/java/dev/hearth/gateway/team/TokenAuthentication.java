package dev.hearth.gateway.team;

import java.util.Optional;

/** One token for the one user of this gateway: the user who started it. Immutable. */
public final class TokenAuthentication {
  private final AccessToken token;
  private final Principal user;

  public TokenAuthentication(AccessToken token, Principal user) {
    this.token = token;
    this.user = user;
  }

  /** Whose credential it is; empty if nobody's. */
  public Optional<Principal> principal(Credential credential) {
    return token.matches(credential.secret()) ? Optional.of(user) : Optional.empty();
  }
}
