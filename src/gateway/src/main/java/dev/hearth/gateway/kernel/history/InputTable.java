package dev.hearth.gateway.kernel.history;

import dev.hearth.protocol.message.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table {@code input_history}. One thread writes. */
public final class InputTable {
  private static final int TRIM_EVERY_LINES = 500;

  private static final String OF_AUTHOR =
      " owner_team = :team and owner_user = :user and spec = :spec";

  private final Jdbi jdbi;
  private final int mostLines;

  /**
   * @param mostLines that are kept of an author, give or take some hundred
   */
  public InputTable(Jdbi jdbi, int mostLines) {
    this.jdbi = jdbi;
    this.mostLines = mostLines;
  }

  /**
   * Keeps a cell, unless the life has that line already: cells that shall not be remembered repeat
   * the number of the one before.
   *
   * @param life of the kernel, see {@link #session}
   * @param line {@code execution_count}; 0 is none
   * @param request the message id of the cell
   */
  public void add(Author author, String life, int line, String request, String source) {
    if (line < 1) {
      return;
    }
    jdbi.useTransaction(
        handle -> {
          if (!exists(handle, life, line)) {
            bind(
                    handle.createUpdate(
                        "insert into input_history (owner_user, owner_team, spec, session_number,"
                            + " life, line, request, source) values (:user, :team, :spec, :number,"
                            + " :life, :line, :request, :source)"),
                    author)
                .bind("number", session(handle, author, life))
                .bind("life", life)
                .bind("line", line)
                .bind("request", request)
                .bind("source", source)
                .execute();
          }
          if (line % TRIM_EVERY_LINES == 1) {
            trim(handle, author);
          }
        });
  }

  private static boolean exists(Handle handle, String life, int line) {
    return handle
        .createQuery("select 1 from input_history where life = :life and line = :line")
        .bind("life", life)
        .bind("line", line)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  private void trim(Handle handle, Author author) {
    bind(
            handle.createUpdate(
                "delete from input_history where"
                    + OF_AUTHOR
                    + " and id <= (select id from input_history where"
                    + OF_AUTHOR
                    + " order by id desc offset :most rows fetch first 1 rows only)"),
            author)
        .bind("most", mostLines)
        .execute();
  }

  /** What a cell has shown as its result. */
  public void output(String request, String text) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update input_history set output = :text where request = :request")
                .bind("text", text)
                .bind("request", request)
                .execute());
  }

  /**
   * What is asked for, oldest first.
   *
   * @param life of the kernel that is asked: its session is number 0, earlier ones are negative
   */
  public List<History.Entry> find(Author author, String life, History.Request asked) {
    return jdbi.withHandle(
        handle ->
            switch (asked.histAccessType()) {
              case TAIL -> newest(handle, author, "", asked, query -> {});
              case SEARCH ->
                  newest(
                      handle,
                      author,
                      " and source like :pattern escape '!'",
                      asked,
                      query -> query.bind("pattern", like(asked.pattern())));
              case RANGE -> range(handle, author, life, asked);
            });
  }

  private static List<History.Entry> newest(
      Handle handle,
      Author author,
      String condition,
      History.Request asked,
      Consumer<Query> binding) {
    Query query =
        bind(
            handle.createQuery(
                "select * from input_history where" + OF_AUTHOR + condition + " order by id desc"),
            author);
    binding.accept(query);
    int most = asked.n() == null ? Integer.MAX_VALUE : Math.max(0, asked.n());
    boolean unique = Boolean.TRUE.equals(asked.unique());
    Set<String> seen = new HashSet<>();
    List<History.Entry> found = new ArrayList<>();
    Iterator<History.Entry> newestFirst = entries(query, asked.output()).iterator();
    while (found.size() < most && newestFirst.hasNext()) {
      History.Entry entry = newestFirst.next();
      if (!unique || seen.add(entry.input())) {
        found.add(entry);
      }
    }
    Collections.reverse(found);
    return found;
  }

  private static List<History.Entry> range(
      Handle handle, Author author, String life, History.Request asked) {
    int session = asked.session() == null ? 0 : asked.session();
    Query query =
        bind(
                handle.createQuery(
                    "select * from input_history where"
                        + OF_AUTHOR
                        + " and session_number = :number and line >= :start and line < :stop"
                        + " order by line"),
                author)
            .bind("number", session > 0 ? session : session(handle, author, life) + session)
            .bind("start", asked.start() == null ? 1 : asked.start())
            .bind("stop", asked.stop() == null ? Integer.MAX_VALUE : asked.stop());
    return entries(query, asked.output()).list();
  }

  private static ResultIterable<History.Entry> entries(Query query, boolean withOutput) {
    return query.map(
        (row, context) ->
            new History.Entry(
                row.getInt("session_number"),
                row.getInt("line"),
                row.getString("source"),
                withOutput,
                withOutput ? row.getString("output") : null));
  }

  /** The number of a life; one that has run nothing yet will get the next. */
  private static int session(Handle handle, Author author, String life) {
    Optional<Integer> known =
        handle
            .createQuery("select max(session_number) from input_history where life = :life")
            .bind("life", life)
            .mapTo(Integer.class)
            .findOne();
    return known.orElseGet(
        () ->
            bind(
                    handle.createQuery(
                        "select coalesce(max(session_number), 0) + 1 from input_history where"
                            + OF_AUTHOR),
                    author)
                .mapTo(Integer.class)
                .one());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Author author) {
    return statement
        .bind("team", author.owner().team().value())
        .bind("user", author.owner().user())
        .bind("spec", author.spec());
  }

  /** Of Jupyter's patterns, which know {@code *} and {@code ?}. */
  private static String like(String glob) {
    if (glob == null) {
      return "%";
    }
    return glob.replaceAll("[!%_]", "!$0").replace('*', '%').replace('?', '_');
  }
}
