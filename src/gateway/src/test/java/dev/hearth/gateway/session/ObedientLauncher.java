package dev.hearth.gateway.session;

import dev.hearth.gateway.launch.LaunchObserver;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.team.TeamName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A launcher without processes: its drivers come up and go when the test says so. */
final class ObedientLauncher implements Launcher {
  /** What a launch returns, or how it fails; a launch waits for it. */
  volatile CompletableFuture<String> handle = CompletableFuture.completedFuture("the-driver");

  /** Completes when a driver that was asked to stop is gone. */
  volatile CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);

  final Map<UUID, LaunchOrder> orders = new ConcurrentHashMap<>();
  final Map<UUID, LaunchObserver> observers = new ConcurrentHashMap<>();
  final Map<UUID, String> stopped = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String launch(LaunchOrder order, LaunchObserver observer) {
    orders.put(order.sessionId(), order);
    observers.put(order.sessionId(), observer);
    try {
      return handle.join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  @Override
  public Optional<String> find(UUID sessionId, TeamName team) {
    return Optional.empty();
  }

  @Override
  public boolean adopt(UUID sessionId, String driver, LaunchObserver observer) {
    return false;
  }

  @Override
  public CompletionStage<Void> stop(UUID sessionId, String driver, Duration grace) {
    stopped.put(sessionId, driver);
    return gone;
  }

  @Override
  public List<RunningDriver> running() {
    return List.of();
  }

  @Override
  public Optional<String> logTail(UUID sessionId, TeamName team, int lines) {
    return Optional.of("the last " + lines + " lines");
  }
}
