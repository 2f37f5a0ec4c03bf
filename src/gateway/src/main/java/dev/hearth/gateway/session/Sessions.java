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

  /** Whether the token is the one with which this session's driver shall dial. Constant time. */
  boolean mayDial(SessionId id, String token);

  /** The driver says that it is ready for cells. */
  void driverReady(SessionId id);

  /** The driver says that it cannot start. */
  void driverFailed(SessionId id, String reason);

  /** The end of the driver's log, for explaining a failure. */
  Optional<String> logTail(SessionId id, int lines);

  void addListener(SessionListener listener);
}
