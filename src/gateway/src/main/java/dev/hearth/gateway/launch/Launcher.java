package dev.hearth.gateway.launch;

import dev.hearth.gateway.team.TeamName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Starts and stops session drivers of one kind. Calls are safe from any thread. A launcher keeps no
 * state that a restarted gateway would miss: all it needs to find a driver again is the handle.
 */
public interface Launcher {

  /** Under which profiles name it, e.g. {@code local}. */
  String name();

  /**
   * Starts a driver, or finds the one that an earlier call with the same session id has started.
   * Returns the handle under which the driver can be found again, as soon as it is sure to run or
   * to be queued; what happens next is told to the observer.
   *
   * @throws dev.hearth.gateway.error.HearthException if it cannot be started, with cause and fix
   */
  String launch(LaunchOrder order, LaunchObserver observer);

  /**
   * The handle of a driver that an earlier call of {@link #launch} has started, of which the
   * gateway could take no note any more.
   *
   * @throws dev.hearth.gateway.error.HearthException if that cannot be told at present
   */
  Optional<String> find(UUID sessionId, TeamName team);

  /**
   * Takes over a driver that an earlier gateway has started, telling the observer of its exit. Does
   * not wait for anything outside of this machine.
   *
   * @return false if it runs no more; true also if that is not known yet, and will be told
   */
  boolean adopt(UUID sessionId, String handle, LaunchObserver observer);

  /**
   * Stops a driver; a no-op for one that runs no more. Completes when it is verified to be gone, or
   * fails if that took too long.
   *
   * @param grace how long it may take to leave by itself before it is made to
   */
  CompletionStage<Void> stop(UUID sessionId, String handle, Duration grace);

  /**
   * The drivers of this gateway that run now, also those which no registry knows, as far as can be
   * told.
   */
  List<RunningDriver> running();

  /**
   * How long a start may take from the request until Spark is ready; empty: as long as the gateway
   * allows by {@code hearth.session.start-timeout}.
   */
  default Optional<Duration> startTimeout() {
    return Optional.empty();
  }

  /** What a start waits for at the moment, for explaining one that took too long. */
  default Optional<String> obstacle(UUID sessionId) {
    return Optional.empty();
  }

  /** The end of the driver's log, for explaining a failure; empty if there is none. */
  Optional<String> logTail(UUID sessionId, TeamName team, int lines);

  /**
   * @param sessionId of the session whose driver it says it is
   */
  record RunningDriver(UUID sessionId, String handle) {}
}
