package dev.hearth.gateway.team;

import java.util.Objects;

/** That somebody belongs to a team, and as what. */
public record Membership(TeamName team, Role role) {
  public Membership {
    Objects.requireNonNull(team, "team");
    Objects.requireNonNull(role, "role");
  }
}
