package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Something that shall be found in the audit log. Built as
 *
 * <pre>{@code
 * audit.record(AuditEvent.of(KERNEL_START).by(principal).on(kernel).with("profile", "gpu"));
 * audit.record(AuditEvent.of(REQUEST_DENIED).by(principal).on(route).denied("not a member"));
 * }</pre>
 *
 * <p>It must hold no token, password or key, and no output of a cell; a cell's source only as the
 * detail {@link #SOURCE} of {@link AuditAction#CELL_RUN}. Texts may come from anybody: characters
 * that a database or JSON cannot hold are replaced, and what is too long is cut, with a note of how
 * much is missing.
 *
 * @param at when it happened
 * @param team whose business it is; empty if not one team's
 * @param user who does it; empty if that is not known
 * @param subject what it is done to: the id of a kernel, session or token, or a route
 * @param details more, sorted by name: the client's address, the profile, the reason
 */
public record AuditEvent(
    Instant at,
    Optional<TeamName> team,
    Optional<String> user,
    AuditAction action,
    Optional<String> subject,
    AuditOutcome outcome,
    Map<String, String> details) {

  /** The detail that holds a cell's source. */
  public static final String SOURCE = "source";

  /** The detail that says why something was denied or has failed. */
  public static final String REASON = "reason";

  /** In characters, as are the others. */
  static final int LONGEST_USER = 255;

  static final int LONGEST_SUBJECT = 1024;
  static final int LONGEST_DETAIL = 1000;
  static final int LONGEST_SOURCE = 10_000;
  static final int MOST_DETAILS = 32;

  private static final Pattern DETAIL = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /**
   * @throws IllegalArgumentException if a detail's name is none: small letters, digits and {@code
   *     _}; if there are more than 32; or if there is a cell's source where it may not be
   */
  public AuditEvent {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(team, "team");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(outcome, "outcome");
    user = user.map(text -> cut(text, LONGEST_USER));
    subject = subject.map(text -> cut(text, LONGEST_SUBJECT));
    if (details.size() > MOST_DETAILS) {
      throw new IllegalArgumentException("an audit event has at most 32 details");
    }
    SortedMap<String, String> legible = new TreeMap<>();
    for (Map.Entry<String, String> detail : details.entrySet()) {
      String name = detail.getKey();
      boolean source = name.equals(SOURCE);
      if (!DETAIL.matcher(name).matches() || source && action != AuditAction.CELL_RUN) {
        throw new IllegalArgumentException(name + " is no detail of " + action.wireName());
      }
      legible.put(name, cut(detail.getValue(), source ? LONGEST_SOURCE : LONGEST_DETAIL));
    }
    details = Collections.unmodifiableSortedMap(legible);
  }

  /** Happens now, is allowed, and says nothing else yet. */
  public static AuditEvent of(AuditAction action) {
    return new AuditEvent(
        Instant.now(),
        Optional.empty(),
        Optional.empty(),
        action,
        Optional.empty(),
        AuditOutcome.ALLOWED,
        Map.of());
  }

  public AuditEvent at(Instant time) {
    return new AuditEvent(time, team, user, action, subject, outcome, details);
  }

  /** Who does it, for which team. */
  public AuditEvent by(Principal principal) {
    return inTeam(principal.team()).byUser(principal.user());
  }

  public AuditEvent inTeam(TeamName name) {
    return new AuditEvent(at, Optional.of(name), user, action, subject, outcome, details);
  }

  /** Also one who only claims to be that user, with an outcome that says so. */
  public AuditEvent byUser(String name) {
    return new AuditEvent(at, team, Optional.of(name), action, subject, outcome, details);
  }

  /** What it is done to; anything whose {@code toString} is its id. */
  public AuditEvent on(Object id) {
    return new AuditEvent(at, team, user, action, Optional.of(id.toString()), outcome, details);
  }

  /** With one more detail, or another value for one. */
  public AuditEvent with(String detail, Object value) {
    Map<String, String> more = new TreeMap<>(details);
    more.put(detail, value.toString());
    return new AuditEvent(at, team, user, action, subject, outcome, more);
  }

  public AuditEvent denied(String reason) {
    return ended(AuditOutcome.DENIED, reason);
  }

  public AuditEvent failed(String reason) {
    return ended(AuditOutcome.FAILED, reason);
  }

  private AuditEvent ended(AuditOutcome how, String reason) {
    AuditEvent event = with(REASON, reason);
    return new AuditEvent(at, team, user, action, subject, how, event.details);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return legible(text);
    }
    String note = "… (of " + text.length() + " characters)";
    return legible(text.substring(0, longest - note.length())) + note;
  }

  /** Without NUL, which PostgreSQL refuses, and halves of surrogate pairs, which UTF-8 has not. */
  private static String legible(String text) {
    StringBuilder legible = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
        .forEach(legible::appendCodePoint);
    return legible.toString();
  }
}
