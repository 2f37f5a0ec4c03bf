package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.TeamName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries somebody wants, and may see. What is empty does not restrict.
 *
 * @param teams whose entries the caller may see; empty for all, and for those of no team
 * @param since the number after which to begin
 * @param from the first instant
 * @param to the instant before which it must have happened
 * @param limit at most so many, 1 to 1000
 */
public record AuditQuery(
    Optional<Set<TeamName>> teams,
    long since,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> user,
    Optional<AuditAction> action,
    Optional<AuditOutcome> outcome,
    Optional<String> subject,
    int limit) {

  /** The largest, and the usual, {@code limit}. */
  public static final int MOST = 1000;

  /**
   * @throws InvalidRequest if the limit or the number is out of range
   */
  public AuditQuery {
    teams = teams.map(Set::copyOf);
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(subject, "subject");
    if (limit < 1 || limit > MOST) {
      throw new InvalidRequest("'limit' is a number from 1 to " + MOST + ".");
    }
    if (since < 0) {
      throw new InvalidRequest("'since' is the number of an entry, or 0.");
    }
  }

  /** The first entries of all teams and of none. */
  public static AuditQuery all() {
    return new AuditQuery(
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        MOST);
  }

  /** The first entries of these teams. */
  public static AuditQuery ofTeams(Set<TeamName> teams) {
    AuditQuery all = all();
    return new AuditQuery(
        Optional.of(teams),
        all.since,
        all.from,
        all.to,
        all.user,
        all.action,
        all.outcome,
        all.subject,
        all.limit);
  }

  public AuditQuery since(long number) {
    return new AuditQuery(teams, number, from, to, user, action, outcome, subject, limit);
  }

  public AuditQuery from(Instant time) {
    return new AuditQuery(
        teams, since, Optional.of(time), to, user, action, outcome, subject, limit);
  }

  public AuditQuery to(Instant time) {
    return new AuditQuery(
        teams, since, from, Optional.of(time), user, action, outcome, subject, limit);
  }

  public AuditQuery user(String name) {
    return new AuditQuery(
        teams, since, from, to, Optional.of(name), action, outcome, subject, limit);
  }

  public AuditQuery action(AuditAction value) {
    return new AuditQuery(
        teams, since, from, to, user, Optional.of(value), outcome, subject, limit);
  }

  public AuditQuery outcome(AuditOutcome value) {
    return new AuditQuery(teams, since, from, to, user, action, Optional.of(value), subject, limit);
  }

  public AuditQuery subject(String id) {
    return new AuditQuery(teams, since, from, to, user, action, outcome, Optional.of(id), limit);
  }

  public AuditQuery limit(int most) {
    return new AuditQuery(teams, since, from, to, user, action, outcome, subject, most);
  }
}
