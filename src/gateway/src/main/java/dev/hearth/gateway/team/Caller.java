package dev.hearth.gateway.team;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.InvalidRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who asks, as the gateway has established it from a credential, never from what a client says.
 *
 * @param user name, the same in all teams
 * @param memberships the first is the team for which they act unless they name another
 * @param operator whether they run this gateway: may see and stop everything, and read no outputs
 * @param scope for what the credential was made
 */
public record Caller(
    String user, List<Membership> memberships, boolean operator, Scope scope, Evidence evidence) {
  public Caller {
    Objects.requireNonNull(user, "user");
    memberships = List.copyOf(memberships);
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(evidence, "evidence");
  }

  /** What acts for an owner within a team, as code in cells does: with no rights of a lead. */
  public static Caller of(Principal owner) {
    return new Caller(
        owner.user(),
        List.of(new Membership(owner.team(), Role.ANALYST)),
        false,
        Scope.FULL,
        Evidence.of("owner", owner.user(), Optional.empty()));
  }

  /**
   * Themselves in the team that they name, or in their first.
   *
   * @throws InvalidRequest if they are not in that team, naming theirs
   * @throws Forbidden if they are in none
   */
  public Principal principal(Optional<String> team) {
    if (memberships.isEmpty()) {
      throw new Forbidden(
          "You are known here as "
              + user
              + ", but in none of the teams of this gateway. Ask for"
              + " membership of one.");
    }
    Membership chosen = team.map(this::membership).orElseGet(() -> memberships.get(0));
    return new Principal(user, chosen.team());
  }

  private Membership membership(String name) {
    return memberships.stream()
        .filter(membership -> membership.team().value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "That is none of your teams (KERNEL_TEAM). Yours: " + teams() + "."));
  }

  /** Themselves, in each of their teams. */
  public List<Principal> principals() {
    return memberships.stream().map(m -> new Principal(user, m.team())).toList();
  }

  private String teams() {
    return memberships.stream().map(m -> m.team().value()).collect(Collectors.joining(", "));
  }

  /** What they are in a team; empty if they are not in it. */
  public Optional<Role> role(TeamName team) {
    return memberships.stream()
        .filter(membership -> membership.team().equals(team))
        .map(Membership::role)
        .findFirst();
  }

  /** Whether they have that role in a team, or a higher one. */
  public boolean is(Role role, TeamName team) {
    return role(team).map(has -> has.atLeast(role)).orElse(false);
  }

  /** Whether it is theirs: their name, and a team in which they still are. */
  public boolean owns(Principal owner) {
    return owner.user().equals(user) && role(owner.team()).isPresent();
  }
}
