package dev.hearth.gateway.team.config;

import dev.hearth.gateway.team.Role;
import java.util.Objects;
import java.util.Set;

/**
 * Who is in a team: a user by name, or all of a group that the identity provider tells.
 *
 * @param group whether {@code name} is a group's
 */
public record Member(String name, boolean group, Role role) {
  public Member {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
  }

  boolean matches(String user, Set<String> groups) {
    return group ? groups.contains(name) : user.equals(name);
  }
}
