package dev.hearth.gateway.api;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Membership;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditOutcome;
import dev.hearth.gateway.team.audit.AuditPage;
import dev.hearth.gateway.team.audit.AuditQuery;
import dev.hearth.gateway.team.audit.AuditTrail;
import dev.hearth.gateway.team.audit.AuditVerification;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The audit log: of a team for its admins, the whole for operators. */
@Path("/api/hearth/audit")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class AuditResource {
  private final AuditTrail trail;
  private final Requester requester;

  AuditResource(AuditTrail trail, Requester requester) {
    this.trail = trail;
    this.requester = requester;
  }

  /**
   * A page of entries, oldest first.
   *
   * @param since the number after which to begin; the {@code next} of the page before
   * @param from the first instant, as in {@code 2026-03-04T05:06:07Z}
   * @param to the instant before which it must have happened
   */
  @GET
  public AuditPage.Json page(
      @QueryParam("since") @DefaultValue("0") String since,
      @QueryParam("limit") @DefaultValue("1000") String limit,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("user") String user,
      @QueryParam("action") String action,
      @QueryParam("outcome") String outcome,
      @QueryParam("subject") String subject) {
    AuditQuery query =
        mine()
            .since(number("since", since))
            .limit((int) Math.min(number("limit", limit), Integer.MAX_VALUE));
    query = with(query, instant("from", from), AuditQuery::from);
    query = with(query, instant("to", to), AuditQuery::to);
    query = with(query, Optional.ofNullable(user), AuditQuery::user);
    query = with(query, Optional.ofNullable(action).map(AuditAction::of), AuditQuery::action);
    query = with(query, Optional.ofNullable(outcome).map(AuditOutcome::of), AuditQuery::outcome);
    query = with(query, Optional.ofNullable(subject), AuditQuery::subject);
    return trail.find(query).json();
  }

  private AuditQuery mine() {
    Caller caller = requester.caller();
    if (caller.operator()) {
      return AuditQuery.all();
    }
    Set<TeamName> teams =
        caller.memberships().stream()
            .filter(membership -> membership.role().atLeast(Role.ADMIN))
            .map(Membership::team)
            .collect(Collectors.toSet());
    if (teams.isEmpty()) {
      throw new Forbidden("The audit log of a team is for its admins.");
    }
    return AuditQuery.ofTeams(teams);
  }

  private static <T> AuditQuery with(
      AuditQuery query, Optional<T> value, BiFunction<AuditQuery, T, AuditQuery> restriction) {
    return value.map(given -> restriction.apply(query, given)).orElse(query);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidRequest("'" + name + "' must be a whole number.", e);
    }
  }

  private static Optional<Instant> instant(String name, String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new InvalidRequest(
          "'" + name + "' must be an instant such as 2026-03-04T05:06:07Z.", e);
    }
  }

  /**
   * Whether the log in the database is as it was written.
   *
   * @param number of the first entry that is not; {@code null} if all are
   */
  public record Verification(boolean intact, long entries, Long number, String why) {}

  /** Reads the whole log; for operators, as the rule of its route says. */
  @GET
  @Path("verification")
  public Verification verification() {
    AuditVerification verification = trail.verify();
    if (verification instanceof AuditVerification.Broken broken) {
      return new Verification(false, 0, broken.number(), broken.why());
    }
    AuditVerification.Intact intact = (AuditVerification.Intact) verification;
    return new Verification(true, intact.count(), null, null);
  }
}
