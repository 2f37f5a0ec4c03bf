package dev.hearth.gateway.session;

import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The sessions of this gateway. Safe from any thread; calls may use the database. */
public interface Sessions {

  /**
   * Starts a session: stored first, then launched in the background. Returns at once. Where its
   * team's quota has no room and the team is configured so, it waits for it.
   *
   * @throws dev.hearth.gateway.error.Conflict if the quota has no room, with who uses what
   * @throws dev.hearth.gateway.error.InvalidRequest if there is no such profile
   */
  Session start(String profile, Principal owner, SessionTerms terms);

  /** Starts one in the place of another, on other terms; the other one is to be stopped then. */
  default Session replace(Session old, SessionTerms terms) {
    return start(old.profile(), old.owner(), terms);
  }

  Optional<Session> find(SessionId id);

  /** Those that have not ended, of all owners. */
  List<Session> live();

  /** What a team has in use now. */
  TeamUsage usage(TeamName team);

  /**
   * Stops a session; a no-op if it has ended. Completes when its driver is verified to be gone.
   *
   * @param reason for its record and its user, e.g. {@code deleted by its owner}
   */
  CompletionStage<Void> stop(SessionId id, String reason);

  /**
   * Whether the token is one with which this session's driver may dial: the current one, or the one
   * that was offered last, which thereby becomes the only one. Compares in constant time.
   */
  boolean mayDial(SessionId id, String token);

  /**
   * Makes a token for the driver's next dial, to be sent to it. Until the driver has confirmed it,
   * or dialled with it, the current one goes on to be good: the offer may be lost.
   *
   * @return empty if the session has ended
   */
  Optional<String> offerToken(SessionId id);

  /**
   * The driver has kept a token that it was offered: it is the only one from now on. A no-op if
   * another was offered since.
   *
   * @param hash which one, as {@link dev.hearth.protocol.link.TokenHash} names it
   */
  void tokenKept(SessionId id, String hash);

  /** The driver says that it is ready for cells. */
  void driverReady(SessionId id);

  /** The driver says that it cannot start. */
  void driverFailed(SessionId id, String reason);

  /** The end of the driver's log, for explaining a failure. */
  Optional<String> logTail(SessionId id, int lines);

  void addListener(SessionListener listener);
}
