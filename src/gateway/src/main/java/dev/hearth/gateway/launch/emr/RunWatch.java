package dev.hearth.gateway.launch.emr;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.hearth.gateway.error.HearthException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;

/**
 * Looks at all job runs of this gateway's sessions, again and again: with one request for each
 * virtual cluster, and two for each namespace, however many sessions there are. Two threads, so
 * that AWS being slow does not keep the pods' news back. What goes wrong with one virtual cluster
 * or namespace does not concern the others.
 */
final class RunWatch implements AutoCloseable {
  /** When a driver has run for so long, its executors are there or take their time. */
  static final Duration SETTLED_AFTER = Duration.ofMinutes(3);

  private static final Logger LOG = Logger.getLogger(RunWatch.class);

  private final JobRuns jobRuns;
  private final Namespaces namespaces;
  private final EmrLaunchConfig config;
  private final Clock clock;
  private final Consumer<Over> over;
  private final Map<UUID, WatchedRun> watched = new ConcurrentHashMap<>();
  private final Set<UUID> ending = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> lookedAt = new HashMap<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looking =
      Executors.newScheduledThreadPool(2, task -> new Thread(task, "hearth-emr"));

  /**
   * EMR says that a job run has come to its end.
   *
   * @param described by EMR; empty if it knows it no more
   */
  record Over(WatchedRun run, Optional<JobRun> described) {}

  /**
   * @param over called on the watch's thread, must not block; again and again, until it answers
   *     with {@link #remove} or {@link #notYet}
   */
  RunWatch(
      JobRuns jobRuns,
      Namespaces namespaces,
      EmrLaunchConfig config,
      Clock clock,
      Consumer<Over> over) {
    this.jobRuns = jobRuns;
    this.namespaces = namespaces;
    this.config = config;
    this.clock = clock;
    this.over = over;
  }

  void start() {
    long period = config.pollStarting().toMillis();
    looking.scheduleWithFixedDelay(
        () -> guarded(this::lookAtRuns), period, period, TimeUnit.MILLISECONDS);
    looking.scheduleWithFixedDelay(
        () -> guarded(this::lookAtPods), period, period, TimeUnit.MILLISECONDS);
  }

  /** Watches it, unless the session's job run is watched already; answers with the one that is. */
  WatchedRun add(WatchedRun run) {
    return Optional.ofNullable(watched.putIfAbsent(run.session(), run)).orElse(run);
  }

  Optional<WatchedRun> find(UUID session) {
    return Optional.ofNullable(watched.get(session));
  }

  /** It is over indeed. */
  void remove(WatchedRun run) {
    watched.remove(run.session(), run);
    ending.remove(run.session());
    failing.removeIf(what -> what.endsWith(run.run().jobRun()));
  }

  /** Something of it is on the cluster still: look again. */
  void notYet(WatchedRun run) {
    ending.remove(run.session());
  }

  /** A scheduled task that throws would never run again. */
  private static void guarded(Runnable look) {
    try {
      look.run();
    } catch (Throwable e) {
      LOG.error("A look at job runs failed; looking again", e);
    }
  }

  private void lookAtRuns() {
    watched.values().stream()
        .collect(groupingBy(run -> run.run().virtualCluster()))
        .forEach(
            (cluster, runs) -> {
              if (due("runs of " + cluster, runs)) {
                compare(cluster, runs);
              }
            });
  }

  private void compare(String cluster, List<WatchedRun> runs) {
    Optional<Set<String>> live =
        orComplain(
            "virtual cluster " + cluster,
            () -> jobRuns.live(cluster).stream().map(JobRun::id).collect(toSet()));
    for (WatchedRun run : runs) {
      // One that cannot be listed any more may still be described, or is known to be gone.
      if (live.map(ids -> !ids.contains(run.run().jobRun())).orElse(true)) {
        orComplain("job run " + run.run().jobRun(), () -> jobRuns.describe(run.run()))
            .filter(described -> described.map(d -> !JobRuns.LIVE.contains(d.state())).orElse(true))
            .filter(described -> ending.add(run.session()))
            .ifPresent(described -> over.accept(new Over(run, described)));
      }
    }
  }

  private void lookAtPods() {
    watched.values().stream()
        .collect(groupingBy(run -> run.run().namespace()))
        .forEach(
            (namespace, runs) -> {
              if (due("pods of " + namespace, runs)) {
                orComplain("namespace " + namespace, () -> namespaces.look(namespace, true))
                    .ifPresent(sights -> tell(runs, sights));
              }
            });
  }

  private void tell(List<WatchedRun> runs, Map<String, Sight> sights) {
    Instant now = clock.instant();
    for (WatchedRun run : runs) {
      orComplain(
          "pods of the job run " + run.run().jobRun(),
          () -> {
            run.saw(sights.getOrDefault(run.run().jobRun(), Sight.NOTHING), now);
            return run;
          });
    }
  }

  private synchronized boolean due(String what, List<WatchedRun> runs) {
    Instant now = clock.instant();
    boolean lively = runs.stream().anyMatch(run -> run.lively(now));
    Instant last = lookedAt.getOrDefault(what, Instant.MIN);
    if (!lively && last.plus(config.pollRunning()).isAfter(now)) {
      return false;
    }
    lookedAt.put(what, now);
    return true;
  }

  /** Complains once, not every few seconds. */
  private <T> Optional<T> orComplain(String what, Supplier<T> look) {
    try {
      T seen = look.get();
      if (failing.remove(what)) {
        LOG.infof("The %s can be looked at again", what);
      }
      return Optional.of(seen);
    } catch (HearthException e) {
      if (failing.add(what)) {
        LOG.warnf("The %s cannot be looked at; trying on: %s", what, e.getMessage());
      }
    } catch (RuntimeException e) {
      if (failing.add(what)) {
        LOG.errorf(e, "The %s cannot be looked at; trying on", what);
      }
    }
    return Optional.empty();
  }

  /** Stops looking; the job runs go on. */
  @Override
  public void close() {
    looking.shutdownNow();
  }
}
