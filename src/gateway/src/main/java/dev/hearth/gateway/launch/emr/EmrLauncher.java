package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.Redaction;
import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.LaunchObserver;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.emrcontainers.model.JobRun;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;

/**
 * Starts session drivers as job runs of EMR on EKS, in the virtual cluster and with the role of the
 * session's team. All calls but {@link #adopt} and {@link #stop} block while they ask AWS and the
 * cluster.
 */
final class EmrLauncher implements Launcher, AutoCloseable {
  static final String NAME = "emr";

  private static final Logger LOG = Logger.getLogger(EmrLauncher.class);
  private static final int LINES_FOR_A_REASON = 200;
  private static final int LINES_SHOWN = 12;
  private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(5);

  private final TeamDirectory teams;
  private final EmrLaunchConfig config;
  private final String installation;
  private final JobRuns jobRuns;
  private final Namespaces namespaces;
  private final LinkSecret secrets;
  private final TemplateStore templates;
  private final DriverLogs logs;
  private final Clock clock;
  private final RunWatch watch;
  private final LostStarts cleanUp;

  /** For what may take as long as AWS takes. */
  private final ExecutorService work =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "hearth-emr-work");
            thread.setDaemon(true);
            return thread;
          });

  /** The parts of the launcher that speak to AWS and to the cluster. */
  record Services(
      JobRuns jobRuns,
      Namespaces namespaces,
      LinkSecret secrets,
      TemplateStore templates,
      DriverLogs logs) {}

  /**
   * @param installation see {@link Installation}
   */
  EmrLauncher(
      TeamDirectory teams,
      EmrLaunchConfig config,
      String installation,
      Services services,
      Clock clock) {
    this.teams = teams;
    this.config = config;
    this.installation = installation;
    this.jobRuns = services.jobRuns();
    this.namespaces = services.namespaces();
    this.secrets = services.secrets();
    this.templates = services.templates();
    this.logs = services.logs();
    this.clock = clock;
    this.watch = new RunWatch(jobRuns, namespaces, config, clock, this::over);
    this.cleanUp = new LostStarts(jobRuns, this::forgetToken, work);
  }

  void start() {
    watch.start();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Duration> startTimeout() {
    return Optional.of(config.startTimeout());
  }

  @Override
  public Optional<String> obstacle(UUID sessionId) {
    return watch.find(sessionId).flatMap(WatchedRun::obstacle);
  }

  @Override
  public String launch(LaunchOrder order, LaunchObserver observer) {
    TeamPlace place = place(order.team());
    ClusterShape shape = shape(order);
    JobRunRequest.Templates stored =
        new JobRunRequest.Templates(
            templates.store(PodTemplates.driver(shape.driver(), config.initImage())),
            templates.store(PodTemplates.executor(shape.executor(), config.initImage())));
    StartJobRunRequest request =
        new JobRunRequest(config, installation).of(order, shape, place, stored);
    RunHandle run =
        new RunHandle(
            place.virtualCluster(), start(request, place, order), place.namespace(), order.team());
    observer.step(
        "Submitted to EMR on EKS: job run "
            + run.jobRun()
            + " in the virtual cluster "
            + run.virtualCluster()
            + ", release "
            + shape.release()
            + ".");
    watch.add(new WatchedRun(order.sessionId(), run, observer, false, clock.instant()));
    return run.toString();
  }

  private TeamPlace place(TeamName team) {
    return TeamPlace.of(team, teams.teams().of(team).placement());
  }

  /** Profiles with this launcher have one; they are checked when the gateway starts. */
  private static ClusterShape shape(LaunchOrder order) {
    return order
        .cluster()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Profile " + order.profile() + " has the launcher emr and no cluster"));
  }

  private String start(StartJobRunRequest request, TeamPlace place, LaunchOrder order) {
    try {
      secrets.store(place.namespace(), order.sessionId(), order.token());
      return jobRuns.start(request);
    } catch (RuntimeException e) {
      if (AwsFailure.mayHaveBeenCarriedOut(e)) {
        cleanUp.begin(place, order.team(), new RunName(installation, order.sessionId()));
      } else {
        forgetToken(place.namespace(), order.sessionId());
      }
      throw e;
    }
  }

  @Override
  public Optional<String> find(UUID sessionId, TeamName team) {
    TeamPlace place = place(team);
    return jobRuns
        .named(place.virtualCluster(), new RunName(installation, sessionId))
        .filter(run -> JobRuns.LIVE.contains(run.state()))
        .map(run -> new RunHandle(place.virtualCluster(), run.id(), place.namespace(), team))
        .map(RunHandle::toString);
  }

  /** Whether it still runs, the watch sees soon. */
  @Override
  public boolean adopt(UUID sessionId, String handle, LaunchObserver observer) {
    watch.add(new WatchedRun(sessionId, RunHandle.parse(handle), observer, true, clock.instant()));
    return true;
  }

  @Override
  public CompletionStage<Void> stop(UUID sessionId, String handle, Duration grace) {
    WatchedRun run = watch.find(sessionId).orElseGet(() -> forgotten(sessionId, handle));
    run.isBeingStopped();
    if (run.beginCancelling()) {
      // A driver that has not begun cannot leave by itself.
      boolean begun = run.driver().filter(PodView::running).isPresent();
      cancelAfter(begun ? grace : Duration.ZERO, run);
    }
    return run.gone()
        .copy()
        .orTimeout(config.cancelLimit().plus(grace).toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One that no session of this gateway has now. */
  private WatchedRun forgotten(UUID sessionId, String handle) {
    LaunchObserver log =
        new LaunchObserver() {
          @Override
          public void step(String text) {
            LOG.debugf("%s sessionId=%s", text, sessionId);
          }

          @Override
          public void news(String text) {
            step(text);
          }

          @Override
          public void exited(String reason) {
            LOG.infof("A job run has ended: %s sessionId=%s", reason, sessionId);
          }
        };
    return watch.add(
        new WatchedRun(sessionId, RunHandle.parse(handle), log, true, clock.instant()));
  }

  private void cancelAfter(Duration delay, WatchedRun run) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, work)
        .execute(
            () -> {
              if (run.gone().isDone()) {
                return;
              }
              try {
                jobRuns.cancel(run.run());
              } catch (RuntimeException e) {
                LOG.warnf(
                    "A job run could not be cancelled; trying again: %s sessionId=%s",
                    e.getMessage(), run.session());
                cancelAfter(UNTIL_NEXT_TRY, run);
              }
            });
  }

  private void over(RunWatch.Over end) {
    work.execute(
        () -> {
          try {
            settle(end);
          } catch (RuntimeException e) {
            LOG.errorf(
                e, "The end of a job run is looked at again sessionId=%s", end.run().session());
            watch.notYet(end.run());
          }
        });
  }

  private void settle(RunWatch.Over end) {
    WatchedRun run = end.run();
    Instant since = run.over(clock.instant());
    Sight last = look(run);
    run.sawLast(last);
    boolean driverRuns = last.driver().filter(PodView::alive).isPresent();
    if (driverRuns && since.plus(config.cancelLimit()).isAfter(clock.instant())) {
      watch.notYet(run); // EMR is ahead of the cluster
      return;
    }
    String reason = run.stopping() ? "It was stopped." : whyItEnded(end);
    forgetToken(run.run().namespace(), run.session());
    watch.remove(run);
    run.exited(reason);
  }

  /** How its pods are now; nothing if the cluster does not tell: EMR's word must do then. */
  private Sight look(WatchedRun run) {
    try {
      return namespaces
          .look(run.run().namespace(), false)
          .getOrDefault(run.run().jobRun(), Sight.NOTHING);
    } catch (HearthException e) {
      LOG.warnf("How a driver ended can be told by EMR only: %s", e.getMessage());
      return Sight.NOTHING;
    }
  }

  private String whyItEnded(RunWatch.Over end) {
    WatchedRun run = end.run();
    Optional<String> log = logs.tail(run.run(), LINES_FOR_A_REASON);
    String reason = RunEnd.explain(end.described(), run.driver(), run.obstacle(), log);
    return log.map(text -> reason + "\nThe last lines of its log:\n" + Redaction.of(last(text)))
        .orElse(reason);
  }

  private static String last(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  /** A token that is left behind lets nobody in, since its session has ended. */
  private void forgetToken(String namespace, UUID session) {
    try {
      secrets.remove(namespace, session);
    } catch (HearthException e) {
      LOG.warnf("%s sessionId=%s", e.getMessage(), session);
    }
  }

  /** Those of teams whose virtual clusters cannot be asked are left out. */
  @Override
  public List<RunningDriver> running() {
    List<RunningDriver> running = new ArrayList<>();
    for (Team team : teams.teams().all()) {
      team.placement()
          .virtualCluster()
          .ifPresent(cluster -> running.addAll(running(team, cluster)));
    }
    return running;
  }

  private List<RunningDriver> running(Team team, String virtualCluster) {
    try {
      return jobRuns.live(virtualCluster).stream()
          .flatMap(run -> ours(run, team, virtualCluster).stream())
          .toList();
    } catch (HearthException e) {
      LOG.warnf(
          "Whether job runs of team %s are left over cannot be told: %s",
          team.name(), e.getMessage());
      return List.of();
    }
  }

  private Optional<RunningDriver> ours(JobRun run, Team team, String virtualCluster) {
    return RunName.parse(run.name())
        .filter(name -> name.installation().equals(installation))
        .map(
            name ->
                new RunningDriver(
                    name.session(), handle(team.name(), virtualCluster, run.id()).toString()));
  }

  private RunHandle handle(TeamName team, String virtualCluster, String jobRun) {
    return new RunHandle(
        virtualCluster, jobRun, teams.teams().of(team).placement().namespace(), team);
  }

  @Override
  public Optional<String> logTail(UUID sessionId, TeamName team, int lines) {
    return watch
        .find(sessionId)
        .map(WatchedRun::run)
        .or(() -> ofTheEnded(sessionId, team))
        .flatMap(run -> logs.tail(run, lines));
  }

  /** A session that has ended is found by its name. */
  private Optional<RunHandle> ofTheEnded(UUID sessionId, TeamName team) {
    return teams
        .teams()
        .of(team)
        .placement()
        .virtualCluster()
        .flatMap(
            cluster ->
                jobRuns
                    .named(cluster, new RunName(installation, sessionId))
                    .map(run -> handle(team, cluster, run.id())));
  }

  /** Stops watching; the job runs go on. */
  @Override
  public void close() {
    watch.close();
    work.shutdownNow();
  }
}
