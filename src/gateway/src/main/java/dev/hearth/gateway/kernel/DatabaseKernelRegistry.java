package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code kernel}. */
public final class DatabaseKernelRegistry implements KernelRegistry {
  private final Jdbi jdbi;

  public DatabaseKernelRegistry(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public void add(KernelRecord kernel) {
    int added =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "insert into kernel (id, session_id, spec, owner_user, owner_team, path,"
                            + " created_at, lease_seconds, ending)"
                            + " select cast(:id as uuid), cast(:session as uuid), :spec, :user,"
                            + " :team, :path, :created, cast(:lease as integer), :ending"
                            + " where not exists (select 1 from kernel where id = :id)")
                    .bind("id", kernel.id().value())
                    .bind("session", kernel.session().map(SessionId::value).orElse(null))
                    .bind("spec", kernel.spec())
                    .bind("user", kernel.owner().user())
                    .bind("team", kernel.owner().team().value())
                    .bind("path", kernel.path().orElse(null))
                    .bind("created", kernel.createdAt())
                    .bind("lease", kernel.lease().map(Duration::toSeconds).orElse(null))
                    .bind("ending", kernel.ending())
                    .execute());
    if (added == 0) {
      throw new Conflict("The kernel id " + kernel.id() + " is taken. Ask for another id.");
    }
  }

  @Override
  public List<KernelRecord> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from kernel order by created_at, id")
                .map(DatabaseKernelRegistry::kernel)
                .list());
  }

  private static KernelRecord kernel(ResultSet row, StatementContext context) throws SQLException {
    return new KernelRecord(
        new KernelId(row.getObject("id", UUID.class)),
        row.getString("spec"),
        new Principal(row.getString("owner_user"), new TeamName(row.getString("owner_team"))),
        Optional.ofNullable(row.getObject("session_id", UUID.class)).map(SessionId::new),
        Optional.ofNullable(row.getString("path")),
        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, "created_at", context),
        Optional.ofNullable(row.getObject("lease_seconds", Integer.class)).map(Duration::ofSeconds),
        row.getBoolean("ending"));
  }

  @Override
  public void assign(KernelId kernel, Optional<SessionId> session) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update kernel set session_id = cast(:session as uuid) where id = :id")
                .bind("session", session.map(SessionId::value).orElse(null))
                .bind("id", kernel.value())
                .execute());
  }

  @Override
  public void ending(KernelId kernel) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update kernel set ending = true where id = :id")
                .bind("id", kernel.value())
                .execute());
  }

  @Override
  public void remove(KernelId kernel) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from kernel where id = :id")
                .bind("id", kernel.value())
                .execute());
  }
}
