package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The tables {@code audit}, {@code audit_head} and {@code audit_gateway}. Several gateways may
 * write at once: each transaction holds the head. Calls block.
 */
final class AuditTable {
  static final String THROUGH = "through";
  private static final String ILLEGIBLE = "?";

  private final Jdbi jdbi;
  private final Seal seal;

  AuditTable(Jdbi jdbi, Seal seal) {
    this.jdbi = jdbi;
    this.seal = seal;
  }

  /** A place in a chain: an entry's number and hash. */
  record Link(long number, String hash) {
    static final Link NONE = new Link(0, AuditEntry.GENESIS);
  }

  /**
   * The chain's ends.
   *
   * @param newest the entry that was added last
   * @param expired the entry that was removed last
   */
  record Head(Link newest, Link expired) {}

  /**
   * Adds a gateway's next events. Those among them that an earlier try has stored, of which the
   * answer was lost, are left as they are.
   *
   * @param drafts with the gateway and its own numbers, which follow one another
   * @return those that were added, as stored
   * @throws ForgottenGateway if earlier ones of this gateway are missing, or others stand in place
   *     of these; then nothing was added
   */
  List<AuditEntry> append(String gateway, List<AuditEntry> drafts) {
    return jdbi.inTransaction(
        handle -> {
          Head head = lockHead(handle);
          Link own = own(handle, gateway);
          long first = drafts.get(0).gatewayNumber();
          if (own.number() + 1 < first) {
            throw new ForgottenGateway(
                "entries "
                    + (own.number() + 1)
                    + " to "
                    + (first - 1)
                    + " of this gateway are missing in the database");
          }
          int stored = (int) Math.min(own.number() + 1 - first, drafts.size());
          requireSame(drafts.subList(0, stored), handle, gateway);
          return insert(handle, head, own, drafts.subList(stored, drafts.size()));
        });
  }

  private static void requireSame(List<AuditEntry> drafts, Handle handle, String gateway) {
    if (drafts.isEmpty()) {
      return;
    }
    List<AuditEntry> stored =
        ofGateway(handle, gateway, drafts.get(0).gatewayNumber() - 1, drafts.size());
    boolean same = stored.size() == drafts.size();
    for (int i = 0; same && i < drafts.size(); i++) {
      same = drafts.get(i).tellsTheSameAs(stored.get(i));
    }
    if (!same) {
      throw new ForgottenGateway(
          "another gateway has written to the database under the id of this one; was the home"
              + " copied?");
    }
  }

  private List<AuditEntry> insert(Handle handle, Head head, Link own, List<AuditEntry> drafts) {
    List<AuditEntry> entries = new ArrayList<>(drafts.size());
    Link newest = head.newest();
    Link ownNewest = own;
    for (AuditEntry draft : drafts) {
      AuditEntry entry =
          seal.seal(
              draft.linked(
                  newest.number() + 1, newest.hash(), ownNewest.number() + 1, ownNewest.hash()));
      entries.add(entry);
      newest = new Link(entry.number(), entry.hash());
      ownNewest = new Link(entry.gatewayNumber(), entry.hash());
    }
    if (!entries.isEmpty()) {
      insert(handle, entries);
      handle
          .createUpdate("update audit_head set number = :number, hash = :hash where id = 1")
          .bind("number", newest.number())
          .bind("hash", newest.hash())
          .execute();
      keepOwn(handle, entries.get(0).gateway(), own, ownNewest);
    }
    return entries;
  }

  private static void insert(Handle handle, List<AuditEntry> entries) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into audit (number, previous, gateway, gateway_number, gateway_previous,"
                + " happened_at, team, user_name, action, subject, outcome, details, hash) values"
                + " (:number, :previous, :gateway, :gatewayNumber, :gatewayPrevious, :at, :team,"
                + " :user, :action, :subject, :outcome, :details, :hash)");
    for (AuditEntry entry : entries) {
      batch
          .bind("number", entry.number())
          .bind("previous", entry.previous())
          .bind("gateway", entry.gateway())
          .bind("gatewayNumber", entry.gatewayNumber())
          .bind("gatewayPrevious", entry.gatewayPrevious())
          .bind("at", entry.at())
          .bind("team", entry.team().orElse(null))
          .bind("user", entry.user().orElse(null))
          .bind("action", entry.action())
          .bind("subject", entry.subject().orElse(null))
          .bind("outcome", entry.outcome())
          .bind("details", entry.detailsText())
          .bind("hash", entry.hash())
          .add();
    }
    batch.execute();
  }

  private static void keepOwn(Handle handle, String gateway, Link before, Link now) {
    handle
        .createUpdate(
            before.number() == 0
                ? "insert into audit_gateway (gateway, number, hash) values"
                    + " (:gateway, :number, :hash)"
                : "update audit_gateway set number = :number, hash = :hash"
                    + " where gateway = :gateway")
        .bind("gateway", gateway)
        .bind("number", now.number())
        .bind("hash", now.hash())
        .execute();
  }

  /**
   * Removes the oldest entries and adds one that says so.
   *
   * @param draft of that entry; gets the details {@code through} and {@code hash} of the last one
   *     removed
   * @param before those that happened before this are too old; entries behind the first that is not
   *     stay, whenever they happened
   * @param most how many to remove at once
   * @return the entry that was added; empty if there was nothing to remove
   */
  Optional<AuditEntry> expire(AuditEntry draft, Instant before, int most) {
    return jdbi.inTransaction(
        handle -> {
          Head head = lockHead(handle);
          long kept =
              handle
                  .createQuery("select min(number) from audit where happened_at >= :before")
                  .bind("before", before)
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(head.newest().number() + 1);
          long through = Math.min(kept - 1, head.expired().number() + most);
          if (through <= head.expired().number()) {
            return Optional.empty();
          }
          Link last = link(handle, through);
          List<AuditEntry> added =
              insert(handle, head, own(handle, draft.gateway()), List.of(naming(draft, last)));
          handle
              .createUpdate("delete from audit where number <= :through")
              .bind("through", through)
              .execute();
          handle
              .createUpdate(
                  "update audit_head set expired_number = :number, expired_hash = :hash"
                      + " where id = 1")
              .bind("number", last.number())
              .bind("hash", last.hash())
              .execute();
          return Optional.of(added.get(0));
        });
  }

  private static AuditEntry naming(AuditEntry draft, Link last) {
    Map<String, String> details = new TreeMap<>(draft.details());
    details.put(THROUGH, Long.toString(last.number()));
    details.put("hash", last.hash());
    return new AuditEntry(
        0,
        draft.previous(),
        draft.gateway(),
        draft.gatewayNumber(),
        draft.gatewayPrevious(),
        draft.at(),
        draft.team(),
        draft.user(),
        draft.action(),
        draft.subject(),
        draft.outcome(),
        details,
        "");
  }

  private static Link link(Handle handle, long number) {
    return handle
        .createQuery("select number, hash from audit where number = :number")
        .bind("number", number)
        .map((row, context) -> new Link(row.getLong("number"), row.getString("hash")))
        .findOne()
        .orElseThrow(
            () ->
                new ForgottenGateway(
                    "entry " + number + " is missing in the database; nothing was removed"));
  }

  private static Head lockHead(Handle handle) {
    return head(handle, " for update");
  }

  Head head() {
    return jdbi.withHandle(handle -> head(handle, ""));
  }

  private static Head head(Handle handle, String lock) {
    return handle
        .createQuery("select * from audit_head where id = 1" + lock)
        .map(
            (row, context) ->
                new Head(
                    new Link(row.getLong("number"), row.getString("hash")),
                    new Link(row.getLong("expired_number"), row.getString("expired_hash"))))
        .findOne()
        .orElseThrow(
            () -> new IllegalStateException("The only row of the table audit_head is missing"));
  }

  /** The newest entry of a gateway, by its own number. */
  Link own(String gateway) {
    return jdbi.withHandle(handle -> own(handle, gateway));
  }

  private static Link own(Handle handle, String gateway) {
    return handle
        .createQuery("select number, hash from audit_gateway where gateway = :gateway")
        .bind("gateway", gateway)
        .map((row, context) -> new Link(row.getLong("number"), row.getString("hash")))
        .findOne()
        .orElse(Link.NONE);
  }

  /** What a gateway wrote after its own number, in order. */
  List<AuditEntry> ofGateway(String gateway, long after, int most) {
    return jdbi.withHandle(handle -> ofGateway(handle, gateway, after, most));
  }

  private static List<AuditEntry> ofGateway(Handle handle, String gateway, long after, int most) {
    return handle
        .createQuery(
            "select * from audit where gateway = :gateway and gateway_number > :after"
                + " order by gateway_number fetch first :most rows only")
        .bind("gateway", gateway)
        .bind("after", after)
        .bind("most", most)
        .map(AuditTable::entry)
        .list();
  }

  /** 0 if there is no entry. */
  long largestNumber() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select max(number) from audit")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  /** The entry of a number; empty if there is none. */
  Optional<AuditEntry> find(long number) {
    return after(Math.max(0, number - 1), 1).stream()
        .filter(entry -> entry.number() == number)
        .findFirst();
  }

  /** What follows a number, in order. */
  List<AuditEntry> after(long number, int most) {
    return find(AuditQuery.all().since(number).limit(most)).entries();
  }

  /** Part of what is asked for, in the order of numbers. */
  AuditPage find(AuditQuery query) {
    if (query.teams().filter(Set::isEmpty).isPresent()) {
      return new AuditPage(List.of(), OptionalLong.empty());
    }
    List<AuditEntry> found =
        jdbi.withHandle(
            handle -> bound(handle.createQuery(sql(query)), query).map(AuditTable::entry).list());
    if (found.size() <= query.limit()) {
      return new AuditPage(found, OptionalLong.empty());
    }
    List<AuditEntry> page = found.subList(0, query.limit());
    return new AuditPage(page, OptionalLong.of(page.get(page.size() - 1).number()));
  }

  private static String sql(AuditQuery query) {
    StringJoiner where =
        new StringJoiner(" and ", "number > :since and ", "").setEmptyValue("number > :since");
    query.teams().ifPresent(teams -> where.add("team in (<teams>)"));
    query.from().ifPresent(from -> where.add("happened_at >= :from"));
    query.to().ifPresent(to -> where.add("happened_at < :to"));
    query.user().ifPresent(user -> where.add("user_name = :user"));
    query.action().ifPresent(action -> where.add("action = :action"));
    query.outcome().ifPresent(outcome -> where.add("outcome = :outcome"));
    query.subject().ifPresent(subject -> where.add("subject = :subject"));
    return "select * from audit where " + where + " order by number fetch first :most rows only";
  }

  private static Query bound(Query statement, AuditQuery query) {
    statement.bind("since", query.since()).bind("most", query.limit() + 1);
    query
        .teams()
        .ifPresent(
            teams ->
                statement.bindList("teams", teams.stream().map(TeamName::value).sorted().toList()));
    query.from().ifPresent(from -> statement.bind("from", from));
    query.to().ifPresent(to -> statement.bind("to", to));
    query.user().ifPresent(user -> statement.bind("user", user));
    query.action().ifPresent(action -> statement.bind("action", action.wireName()));
    query.outcome().ifPresent(outcome -> statement.bind("outcome", outcome.wireName()));
    query.subject().ifPresent(subject -> statement.bind("subject", subject));
    return statement;
  }

  private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEntry(
        row.getLong("number"),
        row.getString("previous"),
        row.getString("gateway"),
        row.getLong("gateway_number"),
        row.getString("gateway_previous"),
        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("team")),
        Optional.ofNullable(row.getString("user_name")),
        row.getString("action"),
        Optional.ofNullable(row.getString("subject")),
        row.getString("outcome"),
        details(row.getString("details")),
        row.getString("hash"));
  }

  /** Details that somebody has made illegible must not hide the other entries of a page. */
  private static Map<String, String> details(String text) {
    try {
      return AuditEntry.details(text);
    } catch (MalformedMessageException e) {
      return Map.of(ILLEGIBLE, text); // no event has a detail of this name, so no hash fits
    }
  }
}
