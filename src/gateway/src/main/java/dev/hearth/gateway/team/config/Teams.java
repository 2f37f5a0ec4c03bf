package dev.hearth.gateway.team.config;

import dev.hearth.gateway.team.Membership;
import dev.hearth.gateway.team.TeamName;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The teams of this gateway at a moment. Immutable. */
public final class Teams {
  private final Map<TeamName, Team> teams;
  private final Optional<Platform> platform;

  Teams(Collection<Team> teams, Optional<Platform> platform) {
    this.platform = platform;
    Map<TeamName, Team> byName = new LinkedHashMap<>();
    teams.forEach(team -> byName.put(team.name(), team));
    this.teams = Collections.unmodifiableMap(byName);
  }

  /** A laptop's: the one team {@code local}. */
  public static Teams local() {
    return new Teams(
        List.of(Team.unlimited(TeamName.LOCAL, "The user of this machine")), Optional.empty());
  }

  /** In the order of the file. */
  public Collection<Team> all() {
    return teams.values();
  }

  /** What those who make the teams' places need to know; the gateway needs none of it. */
  public Optional<Platform> platform() {
    return platform;
  }

  public Optional<Team> find(TeamName name) {
    return Optional.ofNullable(teams.get(name));
  }

  /** A team; one that is no longer configured may start nothing. */
  public Team of(TeamName name) {
    return find(name).orElseGet(() -> Team.gone(name));
  }

  /**
   * The teams of a user, in the order of the file.
   *
   * @param groups as the identity provider tells them
   */
  public List<Membership> memberships(String user, Set<String> groups) {
    return teams.values().stream()
        .flatMap(
            team -> team.role(user, groups).map(role -> new Membership(team.name(), role)).stream())
        .toList();
  }
}
