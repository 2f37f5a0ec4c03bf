package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Evidence;
import dev.hearth.gateway.team.Membership;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.TeamName;
import java.util.List;
import java.util.Optional;

/**
 * The one token of the gateway itself, for who has started it. Where that is the only mode, they
 * are the one user, in the team {@code local}; beside other modes they are the operator, who is in
 * no team. Immutable; never blocks.
 */
final class GatewayToken implements Authenticator {
  static final String MODE = "token";

  private final AccessToken token;
  private final Caller holder;

  GatewayToken(AccessToken token, String user, boolean onlyUser) {
    this.token = token;
    this.holder =
        new Caller(
            user,
            onlyUser ? List.of(new Membership(TeamName.LOCAL, Role.ADMIN)) : List.of(),
            true,
            Scope.FULL,
            Evidence.of(MODE, "gateway", Optional.empty()));
  }

  @Override
  public String mode() {
    return MODE;
  }

  @Override
  public Optional<Caller> identify(Credential credential) {
    return token.matches(credential.secret()) ? Optional.of(holder) : Optional.empty();
  }

  @Override
  public Optional<Caller> again(Caller caller) {
    return Optional.of(holder);
  }
}
