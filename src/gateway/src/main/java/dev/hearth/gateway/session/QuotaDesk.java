package dev.hearth.gateway.session;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.session.SessionState.Waiting;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Gives sessions their part of their team's quota, before anything of them is started. What it
 * decides, it decides and stores in one transaction in which the team's row is locked, so quotas
 * hold whichever gateway of a database asks. Safe from any thread.
 */
final class QuotaDesk {
  private static final Set<String> ENDED = Set.of("stopped", "failed");

  private static final Logger LOG = Logger.getLogger(QuotaDesk.class);

  private final Jdbi jdbi;
  private final TeamDirectory teams;
  private final Clock clock;

  QuotaDesk(Jdbi jdbi, TeamDirectory teams, Clock clock) {
    this.jdbi = jdbi;
    this.teams = teams;
    this.clock = clock;
  }

  /**
   * Stores a new session: admitted, or as one that waits if its team's sessions do.
   *
   * @param session as it would be stored when admitted
   * @param instead one that it replaces, which is about to end and does not count
   * @throws Conflict if the quota has no room for it and it cannot wait, with who uses what
   */
  RegisteredSession reserve(
      Session session, String tokenHash, Demand demand, Optional<SessionId> instead) {
    Team team = teams.teams().of(session.owner().team());
    return inTurn(
        team.name(),
        handle -> {
          Usage usage = usage(handle, team.name()).without(instead);
          List<Booking> waiting = alive(usage.waiting(), team);
          Usage ahead = withThoseAhead(usage, waiting, team);
          Optional<Usage.Excess> excess = ahead.excess(session.owner().user(), demand, team);
          if (excess.isEmpty() && waiting.stream().noneMatch(b -> blocks(ahead, b, team))) {
            return SessionRegistry.insert(handle, session, tokenHash, demand);
          }
          refuse(excess, waiting.size(), team);
          return SessionRegistry.insert(handle, waiting(session), tokenHash, demand);
        });
  }

  /** What will be in use when those that wait and have room have been admitted. */
  private static Usage withThoseAhead(Usage usage, List<Booking> waiting, Team team) {
    Usage ahead = usage;
    for (Booking booking : waiting) {
      if (ahead.excess(booking.owner().user(), booking.demand(), team).isEmpty()) {
        ahead = ahead.with(booking);
      }
    }
    return ahead;
  }

  /** Whether one that waits comes before all others: not if only its own user's limit stops it. */
  private static boolean blocks(Usage usage, Booking booking, Team team) {
    return usage.holdsNothingFor(booking)
        && usage
            .excess(booking.owner().user(), booking.demand(), team)
            .map(excess -> !excess.ofUser() && !excess.never())
            .orElse(false);
  }

  private static void refuse(Optional<Usage.Excess> excess, int waiting, Team team) {
    String why = excess.map(Usage.Excess::text).orElse("Others wait for the quota already.");
    if (excess.map(Usage.Excess::never).orElse(false)) {
      throw new Conflict(why + " That never fits: ask for less, or for a larger quota.");
    }
    if (team.waiting().isEmpty()) {
      throw new Conflict(
          why
              + " Stop a session (%sessions, ./hearth sessions) or ask for less, such as fewer"
              + " executors.");
    }
    if (waiting >= team.waiting().get().length()) {
      throw new Conflict(
          why + " " + waiting + " sessions wait for it already, which is the most. Try later.");
    }
  }

  private static Session waiting(Session session) {
    return new Session(
        session.id(),
        session.owner(),
        session.profile(),
        session.launcher(),
        session.terms(),
        new Waiting(),
        session.createdAt(),
        session.changedAt());
  }

  /**
   * Where a session stands that waits.
   *
   * @param ahead how many of its team come before it
   * @param why what it waits for, for the user
   */
  record Place(int ahead, int waiting, String why) {}

  /** What became of a session that waits: it has been admitted, or where it stands. */
  record Turn(Optional<RegisteredSession> admitted, Optional<Place> place) {}

  /**
   * Admits a session that waits if it is its turn: those before it come first, but for those that
   * only wait for what the same user has.
   */
  Turn turn(RegisteredSession session) {
    Team team = teams.teams().of(session.session().owner().team());
    return inTurn(
        team.name(),
        handle -> {
          Usage usage = usage(handle, team.name());
          List<Booking> waiting = alive(usage.waiting(), team);
          int ahead = 0;
          for (Booking booking : waiting) {
            Optional<Usage.Excess> excess =
                usage.excess(booking.owner().user(), booking.demand(), team);
            if (booking.session().equals(session.id())) {
              return excess.isEmpty()
                  ? admitted(handle, session)
                  : stands(new Place(ahead, waiting.size(), excess.get().text()));
            }
            if (excess.isEmpty()) {
              usage = usage.with(booking); // its own gateway is about to admit it
            } else if (!excess.get().ofUser() && !excess.get().never()) {
              return stands(
                  new Place(position(waiting, session), waiting.size(), excess.get().text()));
            }
            ahead++;
          }
          return new Turn(Optional.empty(), Optional.empty());
        });
  }

  private static int position(List<Booking> waiting, RegisteredSession session) {
    return (int)
        waiting.stream().takeWhile(booking -> !booking.session().equals(session.id())).count();
  }

  private Turn admitted(Handle handle, RegisteredSession session) {
    return new Turn(
        Optional.of(SessionRegistry.admit(handle, session, clock.instant())), Optional.empty());
  }

  private static Turn stands(Place place) {
    return new Turn(Optional.empty(), Optional.of(place));
  }

  /** Those that have not waited too long: a gateway that is gone lets its own stand for ever. */
  private List<Booking> alive(List<Booking> waiting, Team team) {
    return waiting.stream()
        .filter(
            booking ->
                team.waiting()
                    .map(w -> booking.requestedAt().plus(w.timeout()).isAfter(clock.instant()))
                    .orElse(false))
        .toList();
  }

  /** What a team has in use now. */
  Usage usage(TeamName team) {
    return jdbi.withHandle(handle -> usage(handle, team));
  }

  private Usage usage(Handle handle, TeamName team) {
    Instant now = clock.instant();
    List<Booking> bookings =
        handle
            .createQuery(
                "select * from session where owner_team = :team"
                    + " and (state not in ('stopped', 'failed') or changed_at > :midnight)"
                    + " order by created_at, id")
            .bind("team", team.value())
            .bind("midnight", Usage.midnight(now))
            .map(QuotaDesk::booking)
            .list();
    return new Usage(bookings, now);
  }

  private static Booking booking(ResultSet row, StatementContext context) throws SQLException {
    boolean ended = ENDED.contains(row.getString("state"));
    return new Booking(
        new SessionId(row.getObject("id", UUID.class)),
        new Principal(row.getString("owner_user"), new TeamName(row.getString("owner_team"))),
        Optional.ofNullable(row.getString("name")),
        row.getString("profile"),
        new Demand(
            row.getInt("cores"),
            row.getLong("memory_mib"),
            row.getInt("gpus"),
            row.getBigDecimal("price_per_hour")),
        instant(row, "created_at").orElseThrow(),
        instant(row, "admitted_at"),
        ended ? instant(row, "changed_at") : Optional.empty());
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private interface Work<T> {
    T with(Handle handle);
  }

  /** One after the other, for each team, also across gateways. */
  private <T> T inTurn(TeamName team, Work<T> work) {
    makeGate(team);
    return jdbi.inTransaction(
        handle -> {
          handle
              .createQuery("select team from team_gate where team = :team for update")
              .bind("team", team.value())
              .mapTo(String.class)
              .one();
          return work.with(handle);
        });
  }

  private void makeGate(TeamName team) {
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "insert into team_gate (team) select cast(:team as varchar)"
                          + " where not exists (select 1 from team_gate where team = :team)")
                  .bind("team", team.value())
                  .execute());
    } catch (org.jdbi.v3.core.statement.UnableToExecuteStatementException e) {
      // Another gateway has made it at the same time; if it has not, the lock fails and says why.
      org.jboss.logging.Logger.getLogger(QuotaDesk.class)
          .debugf(e, "The gate of %s is there", team);
    }
  }
}
