package dev.hearth.gateway.team.config;

import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A team as configured.
 *
 * @param profiles from which its sessions may be started; empty: all of the gateway's
 * @param defaultProfile whose kernelspecs have the languages' plain names; else {@code local} where
 *     that is one of its profiles, else the first of them
 * @param shareLevel of its sessions, instead of the profiles'
 * @param s3Prefixes where its data lies, e.g. {@code s3://bucket/team-a/}
 * @param quota of the team as a whole
 * @param userQuota of each of its users
 * @param waiting empty: what exceeds a quota is refused
 * @param auditsCells whether the audit log keeps what its cells run
 */
public record Team(
    TeamName name,
    String description,
    Placement placement,
    Set<String> profiles,
    Optional<String> defaultProfile,
    Optional<ShareLevel> shareLevel,
    List<String> s3Prefixes,
    List<Member> members,
    Quota quota,
    Quota userQuota,
    Optional<Waiting> waiting,
    boolean auditsCells) {
  public Team {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(placement, "placement");
    profiles = Set.copyOf(profiles);
    Objects.requireNonNull(defaultProfile, "defaultProfile");
    Objects.requireNonNull(shareLevel, "shareLevel");
    s3Prefixes = List.copyOf(s3Prefixes);
    members = List.copyOf(members);
    Objects.requireNonNull(quota, "quota");
    Objects.requireNonNull(userQuota, "userQuota");
    Objects.requireNonNull(waiting, "waiting");
  }

  /** A team with nothing configured: no limits, all profiles, no members but whom others name. */
  static Team unlimited(TeamName name, String description) {
    return new Team(
        name,
        description,
        new Placement(
            name.value(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Quota.NONE,
        Quota.NONE,
        Optional.empty(),
        false);
  }

  /** A team that is no longer configured: nobody is in it, and nothing of it may start. */
  static Team gone(TeamName name) {
    Team open = unlimited(name, "No longer configured");
    Quota nothing =
        new Quota(
            Optional.of(0), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return new Team(
        open.name,
        open.description,
        open.placement,
        open.profiles,
        open.defaultProfile,
        open.shareLevel,
        open.s3Prefixes,
        open.members,
        nothing,
        nothing,
        open.waiting,
        open.auditsCells);
  }

  /** The highest role that a user has in it. */
  Optional<Role> role(String user, Set<String> groups) {
    return members.stream()
        .filter(member -> member.matches(user, groups))
        .map(Member::role)
        .max(Comparator.naturalOrder());
  }

  /** Whether its sessions may be started from that profile. */
  public boolean mayUse(String profile) {
    return profiles.isEmpty() || profiles.contains(profile);
  }
}
