package dev.hearth.gateway;

import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Evidence;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.identity.NamedTokens;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens for the users of a test. */
@Singleton
public class TestTokens {
  private static final Caller OPERATOR =
      new Caller(
          "operator",
          List.of(),
          true,
          Scope.FULL,
          Evidence.of("token", "gateway", Optional.empty()));

  private final NamedTokens tokens;
  private final Map<String, String> made = new ConcurrentHashMap<>();

  TestTokens(NamedTokens tokens) {
    this.tokens = tokens;
  }

  /** An analyst's, for everything. */
  public String of(String user, String team) {
    return of(user, team, Role.ANALYST, Scope.FULL);
  }

  public String of(String user, String team, Role role, Scope scope) {
    return made.computeIfAbsent(
        String.join("/", user, team, role.wireName(), scope.wireName()),
        key ->
            tokens
                .make(
                    new NamedTokens.Wanted(
                        "test",
                        Optional.of(user),
                        Optional.of(team),
                        Optional.of(role),
                        Optional.of(scope),
                        Optional.empty()),
                    OPERATOR)
                .secret());
  }
}
