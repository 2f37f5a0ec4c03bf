package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code notebook}. Safe from any thread; calls block on the database. */
@Singleton
class NotebookTable {
  private final Jdbi jdbi;

  NotebookTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Adds a notebook unless its owner has one of that path and type.
   *
   * @return whether it was added
   */
  boolean add(Notebook notebook) {
    return jdbi.withHandle(
            handle ->
                bind(
                        handle.createUpdate(
                            "insert into notebook (id, path, name, type, kernel_id, owner_user,"
                                + " owner_team, created_at) select cast(:id as uuid), :path,"
                                + " :name, :type, cast(:kernel as uuid), :user, :team, :created"
                                + " where not exists (select 1 from notebook where"
                                + " owner_user = :user and owner_team = :team and path = :path"
                                + " and type = :type)"),
                        notebook)
                    .execute())
        > 0;
  }

  void update(Notebook notebook) {
    jdbi.useHandle(
        handle ->
            bind(
                    handle.createUpdate(
                        "update notebook set path = :path, name = :name, type = :type,"
                            + " kernel_id = :kernel where id = :id"),
                    notebook)
                .execute());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Notebook notebook) {
    return statement
        .bind("id", notebook.id())
        .bind("path", notebook.path())
        .bind("name", notebook.name())
        .bind("type", notebook.type())
        .bind("kernel", notebook.kernel().value())
        .bind("user", notebook.owner().user())
        .bind("team", notebook.owner().team().value())
        .bind("created", notebook.createdAt());
  }

  Optional<Notebook> find(String path, String type, Principal owner) {
    return list(owner).stream()
        .filter(notebook -> notebook.path().equals(path) && notebook.type().equals(type))
        .findFirst();
  }

  List<Notebook> list(Principal owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from notebook where owner_user = :user and owner_team = :team"
                        + " order by created_at, id")
                .bind("user", owner.user())
                .bind("team", owner.team().value())
                .map(NotebookTable::notebook)
                .list());
  }

  private static Notebook notebook(ResultSet row, StatementContext context) throws SQLException {
    return new Notebook(
        row.getObject("id", UUID.class),
        row.getString("path"),
        row.getString("name"),
        row.getString("type"),
        new KernelId(row.getObject("kernel_id", UUID.class)),
        new Principal(row.getString("owner_user"), new TeamName(row.getString("owner_team"))),
        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, "created_at", context));
  }

  void remove(UUID id) {
    jdbi.useHandle(
        handle ->
            handle.createUpdate("delete from notebook where id = :id").bind("id", id).execute());
  }
}
