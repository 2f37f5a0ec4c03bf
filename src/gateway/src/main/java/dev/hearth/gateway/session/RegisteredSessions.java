package dev.hearth.gateway.session;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.launch.LaunchObserver;
import dev.hearth.gateway.launch.LaunchOrder;
import dev.hearth.gateway.launch.Launcher;
import dev.hearth.gateway.launch.Launchers;
import dev.hearth.gateway.session.SessionState.Requested;
import dev.hearth.gateway.session.SessionState.Starting;
import dev.hearth.gateway.session.SessionState.Stopping;
import dev.hearth.gateway.session.SessionState.Waiting;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Sessions that outlive this gateway: what is true of them stands in the registry first. Launches
 * and what follows from the end of a driver run on own threads; the rest on the caller's. Each
 * session's changes are kept in order by its {@link LiveSession}.
 */
final class RegisteredSessions implements Sessions, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RegisteredSessions.class);
  private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(5);

  private final SessionRegistry registry;
  private final Profiles profiles;
  private final Launchers launchers;
  private final SessionConfig config;
  private final Clock clock;
  private final TeamDirectory teams;
  private final QuotaDesk desk;
  private final AuditLog audit;
  private final WaitingRoom waitingRoom;
  private final ExecutorService workers;
  private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<SessionId, LiveSession> live = new ConcurrentHashMap<>();

  RegisteredSessions(
      SessionRegistry registry,
      Profiles profiles,
      Launchers launchers,
      TeamDirectory teams,
      QuotaDesk desk,
      AuditLog audit,
      SessionConfig config,
      Clock clock) {
    this.registry = registry;
    this.profiles = profiles;
    this.launchers = launchers;
    this.config = config;
    this.clock = clock;
    this.teams = teams;
    this.desk = desk;
    this.audit = audit;
    waitingRoom =
        new WaitingRoom(
            desk, teams, clock, config.askForTurn(), this::launchAdmitted, this::waitedTooLong);
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newCachedThreadPool(
            task -> new Thread(task, "hearth-session-" + number.incrementAndGet()));
  }

  @Override
  public Session start(String profileName, Principal owner, SessionTerms terms) {
    return start(profileName, owner, terms, Optional.empty());
  }

  @Override
  public Session replace(Session old, SessionTerms terms) {
    return start(old.profile(), old.owner(), terms, Optional.of(old.id()));
  }

  private Session start(
      String profileName, Principal owner, SessionTerms terms, Optional<SessionId> instead) {
    Profile profile = profiles.of(profileName, terms);
    requireUse(owner.team(), profile.name());
    Launcher launcher = launchers.named(profile.launcher());
    LinkToken token = LinkToken.random();
    Instant now = clock.instant();
    Session session =
        new Session(
            SessionId.random(),
            owner,
            profile.name(),
            launcher.name(),
            terms,
            new Requested(),
            now,
            now);
    RegisteredSession row = reserve(session, token, profile, instead);
    LOG.infof(
        "Session %s sessionId=%s owner=%s team=%s profile=%s",
        row.state().name(), row.id(), owner.user(), owner.team(), profile.name());
    LiveSession live = track(row, launcher);
    if (row.state() instanceof Waiting) {
      waitingRoom.enter(live, owner.team(), row.session().createdAt());
    } else {
      launch(live, row.session(), profile, token);
    }
    return row.session();
  }

  private RegisteredSession reserve(
      Session session, LinkToken token, Profile profile, Optional<SessionId> instead) {
    Demand demand = demand(profile);
    audit.record(
        AuditEvent.of(AuditAction.SESSION_START)
            .by(session.owner())
            .on(session.id())
            .with("profile", profile.name()));
    try {
      return desk.reserve(session, token.hash(), demand, instead);
    } catch (Conflict e) {
      audit.record(
          AuditEvent.of(AuditAction.QUOTA_REFUSED)
              .by(session.owner())
              .on(session.id())
              .denied(e.getMessage()));
      throw e;
    }
  }

  private void requireUse(TeamName name, String profile) {
    Team team = teams.teams().of(name);
    if (!team.mayUse(profile)) {
      throw new InvalidRequest(
          "Team "
              + name
              + " may not use the profile '"
              + profile
              + "'. It may use: "
              + String.join(", ", new TreeSet<>(team.profiles()))
              + ".");
    }
  }

  private static Demand demand(Profile profile) {
    try {
      return Demand.of(profile, Runtime.getRuntime().availableProcessors());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(
          "What a session of the profile '"
              + profile.name()
              + "' takes is unclear: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public TeamUsage usage(TeamName team) {
    return desk.usage(team).summary();
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return registry.find(id).map(RegisteredSession::session);
  }

  @Override
  public List<Session> live() {
    return registry.live().stream().map(RegisteredSession::session).toList();
  }

  @Override
  public CompletionStage<Void> stop(SessionId id, String reason) {
    LiveSession session = live.get(id);
    if (session == null) {
      return CompletableFuture.completedFuture(null);
    }
    recordStop(id, reason);
    if (waitingRoom.leave(session)) {
      session.launchedAs(Optional.empty()); // it never will be
    }
    session.move(
        state ->
            state.ended() || state instanceof Stopping ? state : SessionMoves.stop(state, reason));
    return session
        .stopDriver(config.stopGrace())
        .thenComposeAsync(
            gone ->
                settle(
                    session,
                    state -> state instanceof Stopping ? SessionMoves.stopped(state) : state),
            workers);
  }

  /** A session that must end ends, also if that cannot be recorded now. */
  private void recordStop(SessionId id, String reason) {
    try {
      registry
          .find(id)
          .map(RegisteredSession::session)
          .ifPresent(
              session ->
                  audit.record(
                      AuditEvent.of(AuditAction.SESSION_STOP)
                          .inTeam(session.owner().team())
                          .on(id)
                          .with("owner", session.owner().user())
                          .with("reason", reason)));
    } catch (HearthException e) {
      LOG.errorf("A stop is not in the audit log: %s sessionId=%s", e.getMessage(), id);
    }
  }

  @Override
  public boolean mayDial(SessionId id, String token) {
    LinkToken shown = new LinkToken(token);
    Optional<RegisteredSession> row = registry.find(id).filter(found -> !found.state().ended());
    if (row.flatMap(RegisteredSession::nextTokenHash).filter(shown::hasHash).isPresent()
        && registry.promoteToken(id, shown.hash())) {
      return true;
    }
    // Asked again, for its driver may have confirmed the token at the same moment.
    return row.flatMap(found -> registry.find(id))
        .filter(found -> shown.hasHash(found.tokenHash()) && !found.state().ended())
        .isPresent();
  }

  @Override
  public Optional<String> offerToken(SessionId id) {
    LinkToken token = LinkToken.random();
    return registry.offerToken(id, token.hash()) ? Optional.of(token.value()) : Optional.empty();
  }

  @Override
  public void tokenKept(SessionId id, String hash) {
    if (!registry.promoteToken(id, hash)) {
      LOG.debugf("A token was confirmed that is not the newest sessionId=%s", id);
    }
  }

  @Override
  public void driverReady(SessionId id) {
    LiveSession session = live.get(id);
    if (session == null) {
      return;
    }
    settle(
        session,
        state -> {
          if (state instanceof Requested) {
            session.rememberReady();
          }
          return state instanceof Starting ? SessionMoves.ready(state) : state;
        });
  }

  @Override
  public void driverFailed(SessionId id, String reason) {
    LiveSession session = live.get(id);
    if (session != null) {
      giveUp(session, reason);
    }
  }

  @Override
  public Optional<String> logTail(SessionId id, int lines) {
    return registry
        .find(id)
        .flatMap(
            row ->
                launchers
                    .named(row.session().launcher())
                    .logTail(id.value(), row.session().owner().team(), lines));
  }

  @Override
  public void addListener(SessionListener listener) {
    listeners.add(listener);
  }

  /** Goes on with a driver that an earlier gateway has started; false if it runs no more. */
  boolean adopt(RegisteredSession row, Launcher launcher, String handle) {
    LiveSession session = track(row, launcher);
    if (!adopts(launcher, session, handle)) {
      lost(session, "The session's driver ended while the gateway was down.");
      return false;
    }
    limitStart(session);
    launched(session, handle);
    return true;
  }

  private boolean adopts(Launcher launcher, LiveSession session, String handle) {
    try {
      return launcher.adopt(session.id().value(), handle, observer(session));
    } catch (RuntimeException e) {
      LOG.errorf(e, "A driver cannot be taken up sessionId=%s", session.id());
      return false;
    }
  }

  /** Launches a session of which no driver runs; with a new token, since nobody knows the old. */
  void launchAgain(RegisteredSession row, Launcher launcher) {
    launchAfresh(track(row, launcher), row);
  }

  /** Goes on waiting with a session that waited when an earlier gateway ended. */
  void waitAgain(RegisteredSession row, Launcher launcher) {
    waitingRoom.enter(
        track(row, launcher), row.session().owner().team(), row.session().createdAt());
  }

  private void launchAdmitted(LiveSession session) {
    registry.find(session.id()).ifPresent(row -> launchAfresh(session, row));
  }

  private void waitedTooLong(LiveSession session, String why) {
    session.launchedAs(Optional.empty());
    settle(session, failed(why));
  }

  private void launchAfresh(LiveSession session, RegisteredSession row) {
    try {
      Session asked = row.session();
      Profile profile = profiles.of(asked.profile(), asked.terms());
      LinkToken token = LinkToken.random();
      registry.replaceToken(row, token.hash());
      launch(session, row.session(), profile, token);
    } catch (HearthException e) {
      lost(session, "The session could not be started again: " + e.getMessage());
    }
  }

  /** Ends the record of a session that has no driver. */
  void lost(RegisteredSession row, Launcher launcher, String reason) {
    lost(track(row, launcher), reason);
  }

  private void lost(LiveSession session, String reason) {
    session.launchedAs(Optional.empty());
    settle(session, failed(reason));
  }

  /** Goes on stopping a session; {@code driver} is what runs of it. */
  CompletionStage<Void> stopAgain(
      RegisteredSession row, Launcher launcher, Optional<String> driver) {
    LiveSession session = track(row, launcher);
    session.launchedAs(driver);
    return stop(row.id(), "");
  }

  private LiveSession track(RegisteredSession row, Launcher launcher) {
    LiveSession session = new LiveSession(row, launcher, registry, listeners, clock);
    live.put(row.id(), session);
    return session;
  }

  private void launch(LiveSession session, Session asked, Profile profile, LinkToken token) {
    limitStart(session);
    LaunchOrder order =
        new LaunchOrder(
            session.id().value(),
            token.value(),
            conf(profile),
            profile.driverMemory(),
            asked.owner().user(),
            asked.owner().team(),
            profile.name(),
            profile.cluster());
    workers.execute(() -> launch(session, order));
  }

  private static Map<String, String> conf(Profile profile) {
    Map<String, String> conf = new TreeMap<>(profile.sparkConf());
    conf.put(SessionSettings.SHARE_VIEWS, String.valueOf(profile.sharing().shareViews()));
    return conf;
  }

  private void launch(LiveSession session, LaunchOrder order) {
    String handle;
    try {
      handle = session.launcher().launch(order, observer(session));
    } catch (RuntimeException e) {
      lost(session, whyNotLaunched(session, e));
      return;
    }
    launched(session, handle);
  }

  private void launched(LiveSession session, String handle) {
    session.launchedAs(Optional.of(handle));
    settle(
        session,
        state -> state instanceof Requested ? SessionMoves.launched(state, handle) : state);
    if (session.wasReadyEarly()) {
      driverReady(session.id());
    }
  }

  /** The driver is gone: one that was being stopped is stopped, however long ago that was asked. */
  private static UnaryOperator<SessionState> ended(String reason) {
    return state ->
        state instanceof Stopping ? SessionMoves.stopped(state) : failed(reason).apply(state);
  }

  /** Nothing to change for a session that is being stopped: it ends as stopped. */
  private static UnaryOperator<SessionState> failed(String reason) {
    return state ->
        state.ended() || state instanceof Stopping ? state : SessionMoves.failed(state, reason);
  }

  private static String whyNotLaunched(LiveSession session, RuntimeException e) {
    if (e instanceof HearthException) {
      LOG.warnf("The driver could not be started: %s sessionId=%s", e.getMessage(), session.id());
      return e.getMessage();
    }
    LOG.errorf(e, "The driver could not be started sessionId=%s", session.id());
    return "The driver could not be started: " + e + ". The gateway's log has the details.";
  }

  private LaunchObserver observer(LiveSession session) {
    return new LaunchObserver() {
      @Override
      public void step(String text) {
        session.step(text);
      }

      @Override
      public void news(String text) {
        session.news(text);
      }

      @Override
      public void exited(String reason) {
        if (!workers.isShutdown()) {
          workers.execute(() -> settle(session, ended(session.whyItEnds().orElse(reason))));
        }
      }
    };
  }

  private void limitStart(LiveSession session) {
    Optional<Duration> launchers = session.launcher().startTimeout();
    Duration limit = launchers.orElseGet(config::startTimeout);
    String setting =
        launchers.isPresent()
            ? "hearth.launch." + session.launcher().name() + ".start-timeout"
            : "hearth.session.start-timeout";
    after(limit)
        .execute(
            () -> {
              SessionState state = session.state();
              if (state instanceof Requested || state instanceof Starting) {
                giveUp(
                    session,
                    "The session was not ready within "
                        + limit.toSeconds()
                        + " s and was stopped. "
                        + session
                            .launcher()
                            .obstacle(session.id().value())
                            .map(what -> "At last: " + what)
                            .orElse("Its log may say why")
                        + "; "
                        + setting
                        + " sets the limit.");
              }
            });
  }

  /** Fails a session whose driver still runs: a session has failed once nothing of it is left. */
  private void giveUp(LiveSession session, String reason) {
    session.endsBecause(reason);
    session
        .stopDriver(config.stopGrace())
        .whenCompleteAsync(
            (gone, failure) -> {
              if (failure != null) {
                LOG.errorf(failure, "A driver could not be stopped sessionId=%s", session.id());
              }
              settle(session, failed(reason));
            },
            workers);
  }

  /**
   * Makes a change that must not be lost: if the registry does not answer, it is tried again until
   * it does. Completes when the change is durable.
   */
  private CompletableFuture<Void> settle(LiveSession session, UnaryOperator<SessionState> move) {
    try {
      if (session.move(move).ended()) {
        live.remove(session.id(), session);
      }
      return CompletableFuture.completedFuture(null);
    } catch (RuntimeException e) {
      LOG.errorf(e, "The registry did not take a change; trying again sessionId=%s", session.id());
      return CompletableFuture.runAsync(() -> {}, after(UNTIL_NEXT_TRY))
          .thenCompose(now -> settle(session, move));
    }
  }

  private Executor after(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, workers);
  }

  /** Lets go of all sessions; their drivers run on and are adopted by the next gateway. */
  @Override
  public void close() {
    waitingRoom.close();
    workers.shutdown();
  }
}
