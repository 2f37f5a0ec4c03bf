package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.session.Profiles;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.SessionTerms;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.session.Sharing;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Permissions;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which session a kernel joins. Callers keep joins and the end of sessions apart by a lock of
 * theirs, lest two notebooks that open at once start two sessions, or one joins what is ending.
 */
final class SharedSessions {
  /** As much of an id as a user must type. */
  private static final int SHORTEST_ID = 4;

  private final Sessions sessions;
  private final Profiles profiles;
  private final TeamDirectory teams;
  private final AuditLog audit;

  SharedSessions(Sessions sessions, Profiles profiles, TeamDirectory teams, AuditLog audit) {
    this.sessions = sessions;
    this.profiles = profiles;
    this.teams = teams;
    this.audit = audit;
  }

  /**
   * The session for a new kernel: one that runs and that it may share, or a new one.
   *
   * @param wish a session's id, or the name of one, which is started if there is none
   */
  Session join(String profile, Principal owner, Optional<String> wish) {
    Optional<Session> named = wish.flatMap(text -> byIdOrName(owner, text));
    if (named.isPresent()) {
      return joined(named.get(), owner);
    }
    if (wish.isPresent() && SessionId.parse(wish.get()).isPresent()) {
      throw noSuch(owner, wish.get());
    }
    ShareLevel level =
        teams
            .teams()
            .of(owner.team())
            .shareLevel()
            .orElseGet(() -> profiles.named(profile).sharing().level());
    boolean alone = level == ShareLevel.KERNEL && wish.isPresent();
    SessionTerms terms = new SessionTerms(alone ? ShareLevel.USER : level, wish, Map.of());
    return join(profile, owner, terms);
  }

  /** The session on those terms: the one that others have started, or a new one. */
  Session join(String profile, Principal owner, SessionTerms terms) {
    Optional<Session> running =
        terms.shared()
            ? open(owner).stream()
                .filter(session -> session.profile().equals(profile))
                .filter(session -> session.terms().share() == terms.share())
                .filter(session -> session.terms().name().equals(terms.name()))
                .findFirst()
            : Optional.empty();
    return running
        .map(session -> joined(session, owner))
        .orElseGet(() -> sessions.start(profile, owner, terms));
  }

  private Session joined(Session session, Principal guest) {
    audit.record(
        AuditEvent.of(AuditAction.SESSION_JOIN)
            .by(guest)
            .on(session.id())
            .with("owner", session.owner().user()));
    return session;
  }

  /**
   * @param text a session's name, its id, or the beginning of its id
   * @throws NotFound if there is none that a kernel of that user could join, naming those
   */
  Session require(Principal user, String text) {
    return byIdOrName(user, text)
        .map(session -> joined(session, user))
        .orElseThrow(() -> noSuch(user, text));
  }

  private Optional<Session> byIdOrName(Principal user, String text) {
    List<Session> open = open(user);
    return open.stream()
        .filter(session -> session.terms().name().equals(Optional.of(text)))
        .findFirst()
        .or(
            () -> {
              List<Session> matching =
                  open.stream()
                      .filter(session -> session.id().toString().startsWith(text))
                      .toList();
              return text.length() >= SHORTEST_ID && matching.size() == 1
                  ? Optional.of(matching.get(0))
                  : Optional.empty();
            });
  }

  /** What a user's kernels could join, oldest first. */
  private List<Session> open(Principal user) {
    Caller caller = Caller.of(user);
    return sessions.live().stream()
        .filter(Session::open)
        .filter(session -> Permissions.permit(caller, Action.JOIN, session))
        .toList();
  }

  private NotFound noSuch(Principal user, String text) {
    String there =
        open(user).stream()
            .map(session -> session.terms().name().orElse(session.id().toString()))
            .collect(Collectors.joining(", "));
    return new NotFound(
        "There is no session '"
            + text
            + "' that runs. "
            + (there.isEmpty() ? "None of yours runs." : "There are: " + there + "."));
  }

  /** How long a session without kernels stays. */
  Duration linger(Session session) {
    boolean known = profiles.names().contains(session.profile());
    if (!session.terms().shared() || !session.open() || !known) {
      return Duration.ZERO;
    }
    Sharing sharing = profiles.named(session.profile()).sharing();
    return sharing.linger();
  }
}
