package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.LaunchObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Remembers what it is told of a driver. */
final class Recorder implements LaunchObserver {
  final List<String> steps = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> exit = new CompletableFuture<>();

  @Override
  public void step(String text) {
    steps.add(text);
  }

  @Override
  public void news(String text) {
    steps.add(text);
  }

  @Override
  public void exited(String reason) {
    if (!exit.complete(reason)) {
      throw new AssertionError("exited was told twice");
    }
  }

  boolean knowsOfExit() {
    return exit.isDone();
  }

  /** Waits for the exit. */
  String reason() throws Exception {
    return exit.get(60, TimeUnit.SECONDS);
  }
}
