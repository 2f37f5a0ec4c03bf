package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.TeamName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code access_token}. What a method has written is durable when it returns. */
final class NamedTokenTable {
  private final Jdbi jdbi;

  NamedTokenTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void add(NamedToken token) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into access_token (id, hash, name, owner_user, owner_team, role, scope,"
                        + " created_by, created_at, expires_at, made_with)"
                        + " values (:id, :hash, :name, :user, :team, :role, :scope, :by, :created,"
                        + " :expires, :madeWith)")
                .bind("id", token.id())
                .bind("hash", token.hash())
                .bind("name", token.name())
                .bind("user", token.owner().user())
                .bind("team", token.owner().team().value())
                .bind("role", token.role().wireName())
                .bind("scope", token.scope().wireName())
                .bind("by", token.createdBy())
                .bind("created", token.createdAt())
                .bind("expires", token.expiresAt())
                .bind("madeWith", token.madeWith().orElse(null))
                .execute());
  }

  Optional<NamedToken> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from access_token where id = :id")
                .bind("id", id)
                .map(NamedTokenTable::token)
                .findOne());
  }

  /** Those that were made with another one. */
  List<NamedToken> madeWith(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from access_token where made_with = :id")
                .bind("id", id)
                .map(NamedTokenTable::token)
                .list());
  }

  /** All of them, also those that have ended, newest first. */
  List<NamedToken> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from access_token order by created_at desc, id")
                .map(NamedTokenTable::token)
                .list());
  }

  /** Whether it was not revoked before. */
  boolean revoke(String id, Instant at) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update access_token set revoked_at = :at"
                            + " where id = :id and revoked_at is null")
                    .bind("at", at)
                    .bind("id", id)
                    .execute())
        > 0;
  }

  /** Notes the minute of a use; writes once a minute at most. Returns whether it wrote. */
  boolean used(String id, Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update access_token set last_used_at = :minute where id = :id"
                            + " and (last_used_at is null or last_used_at < :minute)")
                    .bind("minute", minute)
                    .bind("id", id)
                    .execute())
        > 0;
  }

  private static NamedToken token(ResultSet row, StatementContext context) throws SQLException {
    return new NamedToken(
        row.getString("id"),
        row.getString("hash"),
        row.getString("name"),
        new Principal(row.getString("owner_user"), new TeamName(row.getString("owner_team"))),
        Role.of(row.getString("role")),
        Scope.of(row.getString("scope")),
        row.getString("created_by"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "expires_at").orElseThrow(),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"),
        Optional.ofNullable(row.getString("made_with")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
