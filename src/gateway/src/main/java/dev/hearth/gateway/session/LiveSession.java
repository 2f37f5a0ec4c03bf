package dev.hearth.gateway.session;

import dev.hearth.gateway.launch.Launcher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * One session while it lives: changes its state in the registry, tells the listeners, and knows its
 * driver. Any thread may call; the monitor guards all fields and keeps the changes of the session
 * apart. Listeners are called without it, by one thread at a time.
 */
final class LiveSession {
  private static final Logger LOG = Logger.getLogger(LiveSession.class);

  private final SessionId id;
  private final Launcher launcher;
  private final SessionRegistry registry;
  private final List<SessionListener> listeners;
  private final Clock clock;

  /** The driver's handle; empty if the launch has failed. Completes when the launch is over. */
  private final CompletableFuture<Optional<String>> driver = new CompletableFuture<>();

  private final Queue<Consumer<SessionListener>> untold = new ArrayDeque<>();
  private SessionState state;
  private boolean telling;
  private boolean readyEarly;
  private Optional<String> failure = Optional.empty();
  private CompletableFuture<Void> gone;

  LiveSession(
      RegisteredSession row,
      Launcher launcher,
      SessionRegistry registry,
      List<SessionListener> listeners,
      Clock clock) {
    this.id = row.id();
    this.state = row.state();
    this.launcher = launcher;
    this.registry = registry;
    this.listeners = listeners;
    this.clock = clock;
  }

  SessionId id() {
    return id;
  }

  Launcher launcher() {
    return launcher;
  }

  /** As this gateway has last seen it, without asking the registry. */
  synchronized SessionState state() {
    return state;
  }

  /**
   * Changes the state: first in the registry, then told.
   *
   * @param move returns the state that it is given if there is nothing to change
   * @return the state after that
   */
  SessionState move(UnaryOperator<SessionState> move) {
    SessionState next;
    synchronized (this) {
      RegisteredSession seen =
          registry
              .find(id)
              .orElseThrow(() -> new IllegalStateException("Session " + id + " has no row"));
      next = move.apply(seen.state());
      if (next == seen.state()) {
        return next;
      }
      Session session = registry.move(seen, next, clock.instant()).session();
      state = next;
      LOG.infof(
          "Session is %s sessionId=%s owner=%s team=%s",
          next.name(), id, session.owner().user(), session.owner().team());
      untold.add(listener -> listener.changed(session));
    }
    tell();
    return next;
  }

  /** Asks whether its turn has come, if it still waits; what is decided is told. */
  QuotaDesk.Turn turn(QuotaDesk desk) {
    QuotaDesk.Turn turn;
    synchronized (this) {
      RegisteredSession seen =
          registry
              .find(id)
              .orElseThrow(() -> new IllegalStateException("Session " + id + " has no row"));
      if (seen.state() instanceof SessionState.Requested) {
        // It was admitted, and could not be launched then.
        return new QuotaDesk.Turn(Optional.of(seen), Optional.empty());
      }
      if (!(seen.state() instanceof SessionState.Waiting)) {
        driver.complete(Optional.empty()); // it was stopped before there was a driver
        return new QuotaDesk.Turn(Optional.empty(), Optional.empty());
      }
      turn = desk.turn(seen);
      turn.admitted()
          .map(RegisteredSession::session)
          .ifPresent(
              session -> {
                state = session.state();
                untold.add(listener -> listener.changed(session));
              });
    }
    tell();
    return turn;
  }

  void step(String text) {
    long now = clock.millis();
    synchronized (this) {
      untold.add(listener -> listener.stepped(id, text, now));
    }
    tell();
  }

  void news(String text) {
    long now = clock.millis();
    synchronized (this) {
      untold.add(listener -> listener.noticed(id, text, now));
    }
    tell();
  }

  private void tell() {
    for (; ; ) {
      Consumer<SessionListener> next;
      synchronized (this) {
        if (telling || untold.isEmpty()) {
          // Whoever is telling goes on with what was added meanwhile.
          return;
        }
        next = untold.remove();
        telling = true;
      }
      try {
        listeners.forEach(listener -> tell(listener, next));
      } finally {
        synchronized (this) {
          telling = false;
        }
      }
    }
  }

  private void tell(SessionListener listener, Consumer<SessionListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException e) {
      LOG.errorf(e, "A listener failed; the others are told sessionId=%s", id);
    }
  }

  /** The launch is over; a session without a driver has nothing to stop. */
  void launchedAs(Optional<String> handle) {
    driver.complete(handle);
  }

  /** The driver was ready before its launch was recorded. */
  synchronized void rememberReady() {
    readyEarly = true;
  }

  synchronized boolean wasReadyEarly() {
    return readyEarly;
  }

  /** The session is being ended for this reason: what its driver's exit says matters no more. */
  synchronized void endsBecause(String reason) {
    failure = Optional.of(reason);
  }

  synchronized Optional<String> whyItEnds() {
    return failure;
  }

  /**
   * Stops the driver, waiting for a launch under way first. Completes when the driver is gone;
   * later calls share the first one's result, unless that has failed.
   */
  synchronized CompletableFuture<Void> stopDriver(Duration grace) {
    if (gone == null || gone.isCompletedExceptionally()) {
      gone =
          driver.thenCompose(
              handle ->
                  handle.isPresent()
                      ? launcher.stop(id.value(), handle.get(), grace)
                      : CompletableFuture.completedFuture(null));
    }
    return gone;
  }
}
