package dev.hearth.gateway.team;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a member is in a team; each may do what those before it may. */
public enum Role {
  /** Works with sessions of their own, and with those that are shared. */
  ANALYST,
  /** Sees and stops the sessions of the whole team, whose outputs stay their owners'. */
  LEAD,
  /** Reads the team's audit log, and makes and revokes its access tokens. */
  ADMIN;

  /** As it stands in configurations and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }

  /**
   * @throws InvalidRequest if there is no such role, naming those there are
   */
  public static Role of(String wireName) {
    return Arrays.stream(values())
        .filter(role -> role.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "There is no such role. Roles: "
                        + Arrays.stream(values())
                            .map(Role::wireName)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
