package dev.hearth.gateway.session;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.session.SessionState.Failed;
import dev.hearth.gateway.session.SessionState.Ready;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopped;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.SessionState.Waiting;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.message.Json;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The sessions in the database. What a method has written is durable when it returns. Safe from any
 * thread; two writers of one session notice each other by its version.
 */
@Singleton
class SessionRegistry {
  private final Jdbi jdbi;

  SessionRegistry(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Stores a new session and returns it as stored: instants in microseconds. */
  RegisteredSession insert(Session session, String tokenHash, Demand demand) {
    return jdbi.withHandle(handle -> insert(handle, session, tokenHash, demand));
  }

  /** The same within a transaction of the caller's. */
  static RegisteredSession insert(Handle handle, Session session, String tokenHash, Demand demand) {
    Session stored = in(session, session.state(), session.createdAt(), session.changedAt());
    handle
        .createUpdate(
            "insert into session (id, owner_user, owner_team, profile, launcher,"
                + " share_level, name, settings, state, handle, reason, token_hash, version,"
                + " created_at, changed_at, cores, memory_mib, gpus, price_per_hour,"
                + " admitted_at)"
                + " values (:id, :user, :team, :profile, :launcher,"
                + " :share, :name, :settings, :state, :handle, :reason, :tokenHash, 0,"
                + " :createdAt, :changedAt, :cores, :memory, :gpus, :price, :admittedAt)")
        .bind("id", stored.id().value())
        .bind("user", stored.owner().user())
        .bind("team", stored.owner().team().value())
        .bind("profile", stored.profile())
        .bind("launcher", stored.launcher())
        .bind("share", stored.terms().share().wireName())
        .bind("name", stored.terms().name())
        .bind("settings", settings(stored.terms()))
        .bind("state", stored.state().name())
        .bind("handle", stored.state().handle())
        .bind("reason", reason(stored.state()))
        .bind("tokenHash", tokenHash)
        .bind("createdAt", stored.createdAt())
        .bind("changedAt", stored.changedAt())
        .bind("cores", demand.cores())
        .bind("memory", demand.memoryMib())
        .bind("gpus", demand.gpus())
        .bind("price", demand.pricePerHour())
        .bindByType("admittedAt", admittedAt(stored), Instant.class)
        .execute();
    return new RegisteredSession(stored, tokenHash, Optional.empty(), 0);
  }

  private static Instant admittedAt(Session session) {
    return session.state() instanceof Waiting ? null : session.changedAt();
  }

  Optional<RegisteredSession> find(SessionId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from session where id = :id")
                .bind("id", id.value())
                .map(SessionRegistry::session)
                .findOne());
  }

  /** Those that have not ended, oldest first. */
  List<RegisteredSession> live() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from session where state not in ('stopped', 'failed')"
                        + " order by created_at, id")
                .map(SessionRegistry::session)
                .list());
  }

  /**
   * Moves a session on.
   *
   * @param next made by a move of the state that was seen
   * @throws Conflict if somebody else has changed the session since it was seen, or if it has ended
   */
  RegisteredSession move(RegisteredSession seen, SessionState next, Instant at) {
    if (seen.state().ended()) {
      throw new Conflict("Session " + seen.id() + " has ended: it is " + seen.state().name() + ".");
    }
    return jdbi.withHandle(handle -> move(handle, seen, next, at));
  }

  /**
   * Tokens are left alone: they change beside the states, and no move may bring an old one back.
   */
  private static RegisteredSession move(
      Handle handle, RegisteredSession seen, SessionState next, Instant at) {
    int updated =
        handle
            .createUpdate(
                "update session set state = :state, handle = :handle, reason = :reason,"
                    + " changed_at = :at, version = version + 1"
                    + " where id = :id and version = :seen")
            .bind("state", next.name())
            .bind("handle", next.handle())
            .bind("reason", reason(next))
            .bind("at", at)
            .bind("id", seen.id().value())
            .bind("seen", seen.version())
            .execute();
    requireOne(updated, seen.id());
    Session session = in(seen.session(), next, seen.session().createdAt(), at);
    return new RegisteredSession(
        session, seen.tokenHash(), seen.nextTokenHash(), seen.version() + 1);
  }

  /** Lets a session in that waited, within a transaction of the caller's, else as {@link #move}. */
  static RegisteredSession admit(Handle handle, RegisteredSession waiting, Instant at) {
    handle
        .createUpdate("update session set admitted_at = :at where id = :id")
        .bind("at", at)
        .bind("id", waiting.id().value())
        .execute();
    return move(handle, waiting, new Waiting().admitted(), at);
  }

  /**
   * Gives a session another token; from now on, a driver that has an earlier one is refused.
   *
   * @throws Conflict as {@link #move}
   */
  RegisteredSession replaceToken(RegisteredSession seen, String tokenHash) {
    int updated =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update session set token_hash = :tokenHash, next_token_hash = null,"
                            + " version = version + 1 where id = :id and version = :seen")
                    .bind("tokenHash", tokenHash)
                    .bind("id", seen.id().value())
                    .bind("seen", seen.version())
                    .execute());
    requireOne(updated, seen.id());
    return new RegisteredSession(seen.session(), tokenHash, Optional.empty(), seen.version() + 1);
  }

  private static void requireOne(int updated, SessionId id) {
    if (updated == 0) {
      throw new Conflict("Session " + id + " was changed by somebody else at the same time.");
    }
  }

  /**
   * Lets a driver in with a further token; another one that was offered before is forgotten. Counts
   * as no change of the session.
   *
   * @return false if the session has ended, or there is none
   */
  boolean offerToken(SessionId id, String tokenHash) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update session set next_token_hash = :tokenHash"
                            + " where id = :id and state not in ('stopped', 'failed')")
                    .bind("tokenHash", tokenHash)
                    .bind("id", id.value())
                    .execute())
        > 0;
  }

  /**
   * Makes the token that was offered last the only one. Counts as no change of the session.
   *
   * @return false if another one was offered last, or none
   */
  boolean promoteToken(SessionId id, String tokenHash) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update session set token_hash = next_token_hash, next_token_hash = null"
                            + " where id = :id and next_token_hash = :tokenHash")
                    .bind("id", id.value())
                    .bind("tokenHash", tokenHash)
                    .execute())
        > 0;
  }

  private static Session in(
      Session session, SessionState state, Instant createdAt, Instant changedAt) {
    return new Session(
        session.id(),
        session.owner(),
        session.profile(),
        session.launcher(),
        session.terms(),
        state,
        createdAt.truncatedTo(ChronoUnit.MICROS),
        changedAt.truncatedTo(ChronoUnit.MICROS));
  }

  private static Optional<String> reason(SessionState state) {
    if (state instanceof Stopping stopping) {
      return Optional.of(stopping.reason());
    }
    if (state instanceof Stopped stopped) {
      return Optional.of(stopped.reason());
    }
    if (state instanceof Failed failed) {
      return Optional.of(failed.reason());
    }
    return Optional.empty();
  }

  private static RegisteredSession session(ResultSet row, StatementContext context)
      throws SQLException {
    Session session =
        new Session(
            new SessionId(row.getObject("id", UUID.class)),
            new Principal(row.getString("owner_user"), new TeamName(row.getString("owner_team"))),
            row.getString("profile"),
            row.getString("launcher"),
            terms(row),
            state(row.getString("state"), row.getString("handle"), row.getString("reason")),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("changed_at", OffsetDateTime.class).toInstant());
    return new RegisteredSession(
        session,
        row.getString("token_hash"),
        Optional.ofNullable(row.getString("next_token_hash")),
        row.getLong("version"));
  }

  private static String settings(SessionTerms terms) {
    return new String(Json.write(terms.settings()), StandardCharsets.UTF_8);
  }

  private static SessionTerms terms(ResultSet row) throws SQLException {
    byte[] settings = row.getString("settings").getBytes(StandardCharsets.UTF_8);
    return new SessionTerms(
        ShareLevel.of(row.getString("share_level")),
        Optional.ofNullable(row.getString("name")),
        Json.mapper()
            .convertValue(
                Json.object(ByteBuffer.wrap(settings), "settings"),
                new TypeReference<Map<String, String>>() {}));
  }

  private static SessionState state(String name, String handle, String reason) {
    switch (name) {
      case "waiting":
        return new Waiting();
      case "requested":
        return new Requested();
      case "starting":
        return new Starting(handle);
      case "ready":
        return new Ready(handle);
      case "stopping":
        return new Stopping(Optional.ofNullable(handle), reason);
      case "stopped":
        return new Stopped(reason);
      case "failed":
        return new Failed(reason);
      default:
        throw new IllegalStateException(
            "The registry holds a session in the state '"
                + name
                + "', which this version of Hearth does not know; start the version that wrote it.");
    }
  }
}
