package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.launch.LaunchObserver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A session's job run while it is watched. The monitor guards all fields. */
final class WatchedRun {
  private final UUID session;
  private final RunHandle run;
  private final LaunchObserver observer;
  private final StartStory story;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private boolean toldByAnother;
  private Optional<PodView> driver = Optional.empty();
  private Optional<Instant> runsSince = Optional.empty();
  private Optional<Instant> overSince = Optional.empty();
  private boolean stopping;
  private boolean cancelling;

  /**
   * @param adopted whether an earlier gateway has told how it started
   * @param since when its watch begins
   */
  WatchedRun(UUID session, RunHandle run, LaunchObserver observer, boolean adopted, Instant since) {
    this.session = session;
    this.run = run;
    this.observer = observer;
    this.toldByAnother = adopted;
    this.story = new StartStory(since);
  }

  UUID session() {
    return session;
  }

  RunHandle run() {
    return run;
  }

  /** Completes when nothing of the job run is on the cluster any more. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  /** Takes in how its pods are, and tells what is new of them; one thread does. */
  void saw(Sight sight, Instant now) {
    // Told without the monitor: who hears of it may ask for the run's end.
    for (StartStory.Item item : news(sight, now)) {
      if (item.lasting()) {
        observer.news(item.text());
      } else {
        observer.step(item.text());
      }
    }
  }

  private synchronized List<StartStory.Item> news(Sight sight, Instant now) {
    sight.driver().ifPresent(seen -> driver = Optional.of(seen));
    if (runsSince.isEmpty() && sight.driver().filter(PodView::running).isPresent()) {
      runsSince = Optional.of(now);
    }
    if (stopping) {
      return List.of();
    }
    boolean old = toldByAnother && runsSince.isPresent();
    toldByAnother = false;
    return story.next(sight).stream().filter(item -> item.lasting() || !old).toList();
  }

  /** Takes in how its driver's pod has ended, and tells nothing. */
  synchronized void sawLast(Sight sight) {
    sight.driver().ifPresent(seen -> driver = Optional.of(seen));
  }

  /** Its driver's pod as last seen. */
  synchronized Optional<PodView> driver() {
    return driver;
  }

  synchronized Optional<String> obstacle() {
    return story.obstacle();
  }

  /** From now on its end is wanted. */
  synchronized void isBeingStopped() {
    stopping = true;
  }

  synchronized boolean stopping() {
    return stopping;
  }

  /** Whether nobody is at cancelling it yet; whoever asks does so from now on. */
  synchronized boolean beginCancelling() {
    boolean first = !cancelling;
    cancelling = true;
    return first;
  }

  /** Since when EMR has said that it is over. */
  synchronized Instant over(Instant now) {
    if (overSince.isEmpty()) {
      overSince = Optional.of(now);
    }
    return overSince.get();
  }

  /** Whether much is expected to happen to it soon. */
  synchronized boolean lively(Instant now) {
    return stopping
        || overSince.isPresent()
        || runsSince.isEmpty()
        || runsSince.get().plus(RunWatch.SETTLED_AFTER).isAfter(now);
  }

  void exited(String reason) {
    try {
      observer.exited(reason);
    } finally {
      gone.complete(null);
    }
  }
}
