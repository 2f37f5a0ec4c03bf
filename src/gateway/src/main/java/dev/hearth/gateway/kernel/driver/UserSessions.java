package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.error.Redaction;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.session.Profiles;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.SessionSettings;
import dev.hearth.gateway.session.SessionTerms;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Permissions;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.audit.Guard;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What users may do with sessions, over REST and from their cells. A session that a user may not
 * know of does not exist for them. Safe from any thread.
 */
public final class UserSessions {
  private static final int MOST_LINES = 5_000;

  private final Sessions sessions;
  private final SharedSessions shared;
  private final Profiles profiles;
  private final DriverEngine engine;
  private final SessionFiles files;
  private final AuditLog audit;
  private final Guard guard;
  private final Clock clock;

  UserSessions(
      Sessions sessions,
      SharedSessions shared,
      Profiles profiles,
      DriverEngine engine,
      SessionFiles files,
      AuditLog audit,
      Clock clock) {
    this.sessions = sessions;
    this.shared = shared;
    this.profiles = profiles;
    this.engine = engine;
    this.files = files;
    this.audit = audit;
    this.guard = new Guard(audit);
    this.clock = clock;
  }

  /** The sessions that live and that somebody may see, oldest first. */
  public List<SessionView> list(Caller caller) {
    return sessions.live().stream()
        .filter(session -> Permissions.permit(caller, Action.SEE, session))
        .map(session -> view(session, caller))
        .toList();
  }

  /**
   * @param id a session's id, also of one that has ended
   * @throws NotFound if there is none that they may know of
   */
  public SessionView get(String id, Caller caller) {
    return view(require(id, caller, Action.SEE), caller);
  }

  private Session require(String id, Caller caller, Action action) {
    return guard
        .given(SessionId.parse(id).flatMap(sessions::find), caller, action)
        .orElseThrow(() -> new NotFound("There is no such session."));
  }

  private SessionView view(Session session, Caller caller) {
    List<Kernel> kernels = engine.kernelsIn(session.id());
    List<String> own =
        kernels.stream()
            .filter(kernel -> caller.owns(kernel.owner()))
            .map(kernel -> kernel.id().toString())
            .toList();
    String memory =
        profiles.names().contains(session.profile())
            ? profiles.heap(session.profile(), session.terms())
            : null;
    return SessionView.of(session, kernels, own, memory, clock.instant());
  }

  /**
   * Stops a session; its kernels are dead then, until they are restarted or deleted.
   *
   * @throws NotFound if there is none that they may know of
   * @throws dev.hearth.gateway.error.Forbidden if it is not theirs to stop
   */
  public CompletionStage<Void> stop(String id, Caller caller) {
    Session session = require(id, caller, Action.STOP);
    audit.record(
        AuditEvent.of(AuditAction.SESSION_STOP)
            .inTeam(session.owner().team())
            .byUser(caller.user())
            .on(session.id())
            .with("owner", session.owner().user()));
    return sessions.stop(
        session.id(),
        caller.owns(session.owner()) ? "stopped by its owner" : "stopped by " + caller.user());
  }

  /** A session in which somebody may open kernels, and for whom they would be. */
  public Joinable joinable(String id, Caller caller) {
    Session session = require(id, caller, Action.JOIN);
    return new Joinable(
        session.id(), caller.principal(Optional.of(session.owner().team().value())));
  }

  /**
   * @param guest the caller, in the session's team
   */
  public record Joinable(SessionId session, Principal guest) {}

  /**
   * Hands a file to a session, whose cells can then use it by its name.
   *
   * @throws NotFound if there is no session that this user may know of, or it has ended
   */
  public SessionFiles.StoredFile store(String id, String name, InputStream content, Caller caller) {
    Session session = require(id, caller, Action.JOIN);
    requireLive(session);
    audit.record(
        AuditEvent.of(AuditAction.FILE_UPLOAD)
            .inTeam(session.owner().team())
            .byUser(caller.user())
            .on(session.id())
            .with("name", name));
    try {
      return files.store(session.id(), name, content);
    } finally {
      // It may have ended meanwhile, and its files were deleted before this one came.
      if (sessions.find(session.id()).map(now -> now.state().ended()).orElse(true)) {
        files.forget(session.id());
        requireLive(require(id, caller, Action.JOIN));
      }
    }
  }

  private static void requireLive(Session session) {
    if (session.state().ended()) {
      throw new Conflict("This session has ended; its files are gone.");
    }
  }

  /** The files that were handed to a session. */
  public List<SessionFiles.StoredFile> files(String id, Caller caller) {
    return files.list(require(id, caller, Action.JOIN).id());
  }

  /** A piece of a file that was handed to a kernel's session; empty at its end. */
  SessionFiles.Piece file(Kernel kernel, String name, long offset, int most) {
    SessionId session =
        kernel
            .session()
            .orElseThrow(() -> new NotFound("This kernel has no session, and so no files."));
    return files.read(session, name, offset, most);
  }

  /**
   * Moves a kernel to another session.
   *
   * @param target see {@link SharedSessions#require}
   * @param executionCount of the cell that asks
   */
  public String attach(Kernel kernel, String target, int executionCount) {
    Session session = shared.require(kernel.owner(), target);
    if (kernel.session().equals(Optional.of(session.id()))) {
      return "This kernel is in session " + name(session) + " already.";
    }
    String text =
        "This kernel now runs in session "
            + name(session)
            + ". What it had defined is lost; cells that wait run there.";
    engine.move(
        kernel.id(),
        () -> shared.require(kernel.owner(), session.id().toString()),
        Optional.of(new GivenUp.CellAnswer(executionCount)),
        text);
    return text;
  }

  /**
   * Replaces the session of a kernel by one that is configured otherwise.
   *
   * @param asked see {@link SessionSettings}
   */
  public String configure(Kernel kernel, Configuration asked) {
    Map<String, String> settings = SessionSettings.checked(asked.settings());
    Session old =
        kernel
            .session()
            .flatMap(sessions::find)
            .orElseThrow(() -> new Conflict("This kernel has no session to configure."));
    SessionTerms terms = old.terms().with(settings);
    if (terms.equals(old.terms())) {
      return "The session is configured like this already.";
    }
    List<Kernel> kernels = engine.kernelsIn(old.id());
    refuseIfItCosts(kernel, old, kernels, asked);
    String text =
        "The session starts again with " + words(settings) + ". What it had defined is lost.";
    Session[] replacement = new Session[1];
    engine.move(
        kernel.id(),
        () -> replacement[0] = sessions.replace(old, terms),
        Optional.of(new GivenUp.CellAnswer(asked.executionCount())),
        text);
    try {
      for (Kernel other : kernels) {
        if (!other.id().equals(kernel.id())) {
          engine.move(
              other.id(),
              () -> replacement[0],
              Optional.empty(),
              "Another notebook of this session has configured it anew: " + text);
        }
      }
    } finally {
      sessions.stop(old.id(), "configured anew");
    }
    return text;
  }

  private static void refuseIfItCosts(
      Kernel kernel, Session old, List<Kernel> kernels, Configuration asked) {
    List<Kernel> others =
        kernels.stream().filter(other -> !other.id().equals(kernel.id())).toList();
    if (!old.owner().equals(kernel.owner())) {
      throw new Conflict(
          "Only " + old.owner().user() + ", who owns this session, can configure it anew.");
    }
    if (!others.isEmpty() && !asked.all()) {
      throw new Conflict(
          "This session has "
              + others.size()
              + (others.size() == 1 ? " other kernel" : " other kernels")
              + ", whose definitions a restart would lose too. Use '%%configure -f --all' to restart"
              + " all of them, or '%attach' to leave the session first.");
    }
    if (asked.executionCount() > 1 && !asked.force()) {
      throw new Conflict(
          "These settings need a new Spark session: it starts in some seconds, and everything that"
              + " this kernel has defined, its temporary views and cached tables are lost. Use"
              + " '%%configure -f' if that is fine.");
    }
  }

  private static String words(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .sorted()
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static String name(Session session) {
    return session.terms().name().orElse(session.id().toString());
  }

  /**
   * What a cell wants of its session.
   *
   * @param settings keys and values as the user wrote them
   * @param force whether what the kernel has defined may be lost
   * @param all whether other kernels may lose theirs, too
   * @param executionCount of the cell; before the second one there is nothing to lose
   */
  public record Configuration(
      Map<String, String> settings, boolean force, boolean all, int executionCount) {
    public Configuration {
      if (settings == null) {
        throw new InvalidRequest("'settings' is missing.");
      }
      settings = Map.copyOf(settings);
    }
  }

  /** The end of the log of a kernel's session, without secrets. */
  public String log(Kernel kernel, int lines) {
    requireSensible(lines);
    return kernel.session().flatMap(session -> log(session, lines)).orElseThrow(this::noLog);
  }

  /**
   * The end of the log of a session's driver, without secrets; also of a session that has ended.
   *
   * @throws NotFound if there is no session that they may know of, or no log of it any more
   * @throws dev.hearth.gateway.error.Forbidden if its outputs are not theirs to read
   */
  public String log(String id, int lines, Caller caller) {
    requireSensible(lines);
    return log(require(id, caller, Action.READ_OUTPUTS).id(), lines).orElseThrow(this::noLog);
  }

  private static void requireSensible(int lines) {
    if (lines < 1 || lines > MOST_LINES) {
      throw new InvalidRequest("The number of lines must be from 1 to " + MOST_LINES + ".");
    }
  }

  private Optional<String> log(SessionId session, int lines) {
    return sessions.logTail(session, lines).map(Redaction::of);
  }

  private NotFound noLog() {
    return new NotFound("The log of this session is not there any more.");
  }
}
