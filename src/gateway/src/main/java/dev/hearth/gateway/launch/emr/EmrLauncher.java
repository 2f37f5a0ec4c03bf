package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Redaction;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.launch.ClusterShape;
import dev.hearth.gateway.launch.LaunchObserver;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;

/**
 * Starts session drivers as job runs of EMR on EKS, in the virtual cluster and with the role of the
 * session's team. All calls but {@link #stop} block while they ask AWS and the cluster.
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
  private final Supplier<String> linkUrl;
  private final JobRuns jobRuns;
  private final Namespaces namespaces;
  private final LinkSecret secrets;
  private final TemplateStore templates;
  private final DriverLogs logs;
  private final Clock clock;
  private final RunWatch watch;

  /** The parts of the launcher that speak to AWS and to the cluster. */
  record Services(
      JobRuns jobRuns,
      Namespaces namespaces,
      LinkSecret secrets,
      TemplateStore templates,
      DriverLogs logs) {}

  /**
   * @param installation see {@link Installation}
   * @param linkUrl the gateway's base URL for drivers; asked at each launch
   */
  EmrLauncher(
      TeamDirectory teams,
      EmrLaunchConfig config,
      String installation,
      Supplier<String> linkUrl,
      Services services,
      Clock clock) {
    this.teams = teams;
    this.config = config;
    this.installation = installation;
    this.linkUrl = linkUrl;
    this.jobRuns = services.jobRuns();
    this.namespaces = services.namespaces();
    this.secrets = services.secrets();
    this.templates = services.templates();
    this.logs = services.logs();
    this.clock = clock;
    this.watch = new RunWatch(jobRuns, namespaces, config, clock, this::ended);
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
    TeamPlace place = TeamPlace.of(order.team(), teams.teams().of(order.team()).placement());
    ClusterShape shape =
        order
            .cluster()
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "The profile '"
                            + order.profile()
                            + "' says nothing of the pods that EMR shall start. Set"
                            + " hearth.profiles."
                            + order.profile()
                            + ".cluster.*, see docs/profiles.md."));
    JobRunRequest.Templates stored =
        new JobRunRequest.Templates(
            templates.store(PodTemplates.driver(shape.driver(), config.initImage())),
            templates.store(PodTemplates.executor(shape.executor(), config.initImage())));
    StartJobRunRequest request =
        new JobRunRequest(config, installation, linkUrl.get()).of(order, place, stored);
    secrets.store(place.namespace(), order.sessionId(), order.token());
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

  private String start(StartJobRunRequest request, TeamPlace place, LaunchOrder order) {
    try {
      return jobRuns.start(request);
    } catch (HearthException e) {
      forgetToken(place.namespace(), order.sessionId());
      throw e;
    }
  }

  @Override
  public boolean adopt(UUID sessionId, String handle, LaunchObserver observer) {
    RunHandle run = RunHandle.parse(handle);
    if (!mayRun(run)) {
      forgetToken(run.namespace(), sessionId);
      return false;
    }
    watch.add(new WatchedRun(sessionId, run, observer, true, clock.instant()));
    return true;
  }

  /** One of which AWS cannot tell at present is taken for running: the watch will see. */
  private boolean mayRun(RunHandle run) {
    try {
      return jobRuns
          .describe(run)
          .filter(described -> JobRuns.LIVE.contains(described.state()))
          .isPresent();
    } catch (Unavailable e) {
      LOG.warnf("Whether the job run %s runs cannot be told yet: %s", run, e.getMessage());
      return true;
    }
  }

  @Override
  public CompletionStage<Void> stop(UUID sessionId, String handle, Duration grace) {
    WatchedRun run = watch.find(sessionId).orElseGet(() -> forgotten(sessionId, handle));
    run.isBeingStopped();
    // A driver that has not begun cannot leave by itself.
    boolean begun = run.driver().filter(PodView::running).isPresent();
    cancelAfter(begun ? grace : Duration.ZERO, run);
    return run.gone()
        .copy()
        .orTimeout(config.cancelLimit().plus(grace).toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One that no session of this gateway has now. */
  private WatchedRun forgotten(UUID sessionId, String handle) {
    WatchedRun run =
        new WatchedRun(
            sessionId,
            RunHandle.parse(handle),
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
            },
            true,
            clock.instant());
    watch.add(run);
    return run;
  }

  private void cancelAfter(Duration delay, WatchedRun run) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (run.gone().isDone()) {
                return;
              }
              try {
                jobRuns.cancel(run.run());
              } catch (HearthException e) {
                LOG.warnf(
                    "A job run could not be cancelled; trying again: %s sessionId=%s",
                    e.getMessage(), run.session());
                cancelAfter(UNTIL_NEXT_TRY, run);
              }
            });
  }

  /** Called by the watch when EMR says that a job run is over. */
  private void ended(RunWatch.Ended end) {
    WatchedRun run = end.run();
    if (podsAreAlive(run)) {
      watch.add(run); // EMR is ahead of the cluster
      return;
    }
    String reason = run.stopping() ? "It was stopped." : whyItEnded(end);
    forgetToken(run.run().namespace(), run.session());
    run.exited(reason);
  }

  private boolean podsAreAlive(WatchedRun run) {
    try {
      return Optional.ofNullable(
              namespaces.look(run.run().namespace(), false).get(run.run().jobRun()))
          .map(Sight::pods)
          .orElse(List.of())
          .stream()
          .anyMatch(pod -> pod.role() == PodView.Role.DRIVER && pod.alive());
    } catch (HearthException e) {
      LOG.warnf("EMR's word must do: %s", e.getMessage());
      return false;
    }
  }

  private String whyItEnded(RunWatch.Ended end) {
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

  @Override
  public List<RunningDriver> running() {
    List<RunningDriver> running = new ArrayList<>();
    for (Team team : teams.teams().all()) {
      if (team.placement().virtualCluster().isPresent()) {
        running.addAll(running(team, team.placement().virtualCluster().get()));
      }
    }
    return running;
  }

  private List<RunningDriver> running(Team team, String virtualCluster) {
    return jobRuns.live(virtualCluster).stream()
        .flatMap(
            run ->
                RunName.parse(run.name())
                    .filter(name -> name.installation().equals(installation))
                    .map(
                        name ->
                            new RunningDriver(
                                name.session(), handle(team, virtualCluster, run.id()).toString()))
                    .stream())
        .toList();
  }

  private static RunHandle handle(Team team, String virtualCluster, String jobRun) {
    return new RunHandle(virtualCluster, jobRun, team.placement().namespace(), team.name());
  }

  @Override
  public Optional<String> logTail(UUID sessionId, int lines) {
    return watch
        .find(sessionId)
        .map(WatchedRun::run)
        .or(() -> ofTheEnded(sessionId))
        .flatMap(run -> logs.tail(run, lines));
  }

  /** A session that has ended is found by its name, in whichever team's virtual cluster it was. */
  private Optional<RunHandle> ofTheEnded(UUID sessionId) {
    RunName name = new RunName(installation, sessionId);
    for (Team team : teams.teams().all()) {
      Optional<RunHandle> found =
          team.placement()
              .virtualCluster()
              .flatMap(
                  cluster ->
                      jobRuns.named(cluster, name).map(run -> handle(team, cluster, run.id())));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Stops watching; the job runs go on. */
  @Override
  public void close() {
    watch.close();
  }
}
