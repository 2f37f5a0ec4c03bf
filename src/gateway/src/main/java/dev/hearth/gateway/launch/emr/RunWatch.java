package dev.hearth.gateway.launch.emr;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

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
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;

/**
 * Looks at all job runs of this gateway's sessions, again and again: with one request for each
 * virtual cluster, and two for each namespace, however many sessions there are. Two threads, so
 * that AWS being slow does not keep the pods' news back.
 */
final class RunWatch implements AutoCloseable {
  /** When a driver has run for so long, its executors are there or take their time. */
  static final Duration SETTLED_AFTER = Duration.ofMinutes(3);

  private static final Logger LOG = Logger.getLogger(RunWatch.class);

  private final JobRuns jobRuns;
  private final Namespaces namespaces;
  private final EmrLaunchConfig config;
  private final Clock clock;
  private final Consumer<Ended> ended;
  private final Map<UUID, WatchedRun> watched = new ConcurrentHashMap<>();
  private final Map<String, Instant> lookedAt = new HashMap<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looking =
      Executors.newScheduledThreadPool(2, task -> new Thread(task, "hearth-emr"));

  /**
   * A job run has come to its end.
   *
   * @param described by EMR; empty if it knows it no more
   */
  record Ended(WatchedRun run, Optional<JobRun> described) {}

  /**
   * @param ended called on the watch's thread, once for each
   */
  RunWatch(
      JobRuns jobRuns,
      Namespaces namespaces,
      EmrLaunchConfig config,
      Clock clock,
      Consumer<Ended> ended) {
    this.jobRuns = jobRuns;
    this.namespaces = namespaces;
    this.config = config;
    this.clock = clock;
    this.ended = ended;
  }

  void start() {
    long period = config.pollStarting().toMillis();
    looking.scheduleWithFixedDelay(
        () -> guarded(this::lookAtRuns), period, period, TimeUnit.MILLISECONDS);
    looking.scheduleWithFixedDelay(
        () -> guarded(this::lookAtPods), period, period, TimeUnit.MILLISECONDS);
  }

  void add(WatchedRun run) {
    watched.put(run.session(), run);
  }

  Optional<WatchedRun> find(UUID session) {
    return Optional.ofNullable(watched.get(session));
  }

  /** A scheduled task that throws would never run again. */
  private static void guarded(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("A look at job runs failed; looking again", e);
    }
  }

  private void lookAtRuns() {
    watched.values().stream()
        .collect(groupingBy(run -> run.run().virtualCluster()))
        .forEach(
            (cluster, runs) -> {
              if (due("runs of " + cluster, runs)) {
                orComplain("virtual cluster " + cluster, () -> compare(cluster, runs));
              }
            });
  }

  private void compare(String cluster, List<WatchedRun> runs) {
    Map<String, JobRun> live =
        jobRuns.live(cluster).stream().collect(toMap(JobRun::id, run -> run, (a, b) -> b));
    for (WatchedRun run : runs) {
      if (!live.containsKey(run.run().jobRun())) {
        // The list may be a moment behind; the description is not.
        Optional<JobRun> described = jobRuns.describe(run.run());
        boolean over = described.map(d -> !JobRuns.LIVE.contains(d.state())).orElse(true);
        if (over && watched.remove(run.session(), run)) {
          ended.accept(new Ended(run, described));
        }
      }
    }
  }

  private void lookAtPods() {
    watched.values().stream()
        .collect(groupingBy(run -> run.run().namespace()))
        .forEach(
            (namespace, runs) -> {
              if (due("pods of " + namespace, runs)) {
                orComplain("namespace " + namespace, () -> look(namespace, runs));
              }
            });
  }

  private void look(String namespace, List<WatchedRun> runs) {
    Instant now = clock.instant();
    Map<String, Sight> sights = namespaces.look(namespace, true);
    runs.forEach(run -> run.saw(sights.getOrDefault(run.run().jobRun(), Sight.NOTHING), now));
  }

  private synchronized boolean due(String what, List<WatchedRun> runs) {
    Instant now = clock.instant();
    boolean lively = runs.stream().anyMatch(run -> run.lively(now));
    Duration period = lively ? config.pollStarting() : config.pollRunning();
    Instant last = lookedAt.getOrDefault(what, Instant.MIN);
    if (!lively && last.plus(period).isAfter(now)) {
      return false;
    }
    lookedAt.put(what, now);
    return true;
  }

  /** Once, not every few seconds. */
  private void orComplain(String what, Runnable look) {
    try {
      look.run();
      if (failing.remove(what)) {
        LOG.infof("The %s can be looked at again", what);
      }
    } catch (HearthException e) {
      if (failing.add(what)) {
        LOG.warnf("The %s cannot be looked at; trying on: %s", what, e.getMessage());
      }
    }
  }

  /** Stops looking; the job runs go on. */
  @Override
  public void close() {
    looking.shutdownNow();
  }
}
