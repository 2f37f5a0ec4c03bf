package dev.hearth.gateway.session;

import java.util.Optional;

/**
 * Where a session is in its life. The only legal moves are the methods of the states.
 *
 * <pre>
 * {@link Waiting} --admitted--> {@link Requested} --launched--> {@link Starting} --ready--> {@link Ready}
 *     any of these --failed/lost--> {@link Failed}      (it ended by itself; its reason is kept)
 *     any of these --stop--> {@link Stopping} --stopped--> {@link Stopped}
 * </pre>
 *
 * A driver that has lost its link is still {@link Ready}: it is expected back.
 */
public sealed interface SessionState {

  /** As it stands in the registry and in answers. */
  String name();

  /** Where the driver can be found, once it was launched. */
  default Optional<String> handle() {
    return Optional.empty();
  }

  /** No driver runs any more, or ever did. */
  default boolean ended() {
    return false;
  }

  /** Stored; its team's quota has no room for it yet. */
  record Waiting() implements SessionState {
    @Override
    public String name() {
      return "waiting";
    }

    public Requested admitted() {
      return new Requested();
    }

    public Failed failed(String reason) {
      return new Failed(reason);
    }

    public Stopping stop(String reason) {
      return new Stopping(Optional.empty(), reason);
    }
  }

  /** Stored and admitted, but no driver was started yet. */
  record Requested() implements SessionState {
    @Override
    public String name() {
      return "requested";
    }

    public Starting launched(String handle) {
      return new Starting(handle);
    }

    public Failed failed(String reason) {
      return new Failed(reason);
    }

    public Stopping stop(String reason) {
      return new Stopping(Optional.empty(), reason);
    }
  }

  /** A driver was started and is not yet ready for cells. */
  record Starting(String driver) implements SessionState {
    @Override
    public String name() {
      return "starting";
    }

    @Override
    public Optional<String> handle() {
      return Optional.of(driver);
    }

    public Ready ready() {
      return new Ready(driver);
    }

    public Failed failed(String reason) {
      return new Failed(reason);
    }

    public Stopping stop(String reason) {
      return new Stopping(Optional.of(driver), reason);
    }
  }

  /** Spark is up. */
  record Ready(String driver) implements SessionState {
    @Override
    public String name() {
      return "ready";
    }

    @Override
    public Optional<String> handle() {
      return Optional.of(driver);
    }

    public Failed lost(String reason) {
      return new Failed(reason);
    }

    public Stopping stop(String reason) {
      return new Stopping(Optional.of(driver), reason);
    }
  }

  /** Asked to stop, on purpose; not yet verified to be gone. */
  record Stopping(Optional<String> driver, String reason) implements SessionState {
    @Override
    public String name() {
      return "stopping";
    }

    @Override
    public Optional<String> handle() {
      return driver;
    }

    public Stopped stopped() {
      return new Stopped(reason);
    }
  }

  /** Gone, on purpose. */
  record Stopped(String reason) implements SessionState {
    @Override
    public String name() {
      return "stopped";
    }

    @Override
    public boolean ended() {
      return true;
    }
  }

  /** Gone, by itself; {@code reason} is for the user. */
  record Failed(String reason) implements SessionState {
    @Override
    public String name() {
      return "failed";
    }

    @Override
    public boolean ended() {
      return true;
    }
  }
}
