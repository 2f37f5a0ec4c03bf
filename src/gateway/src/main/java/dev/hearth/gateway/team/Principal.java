package dev.hearth.gateway.team;

import java.util.Objects;

/**
 * Who is asking, as established by the gateway from a credential, never from what a client says.
 *
 * @param user name within the team
 * @param team the team on whose behalf the user acts
 */
public record Principal(String user, TeamName team) {
  public Principal {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(team, "team");
  }
}
