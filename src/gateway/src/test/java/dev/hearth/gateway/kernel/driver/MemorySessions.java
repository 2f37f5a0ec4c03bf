package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.SessionListener;
import dev.hearth.gateway.session.SessionState;
import dev.hearth.gateway.session.SessionTerms;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.session.TeamUsage;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sessions without drivers, which become ready when the test says so. */
final class MemorySessions implements Sessions {
  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final List<SessionListener> listeners = new ArrayList<>();

  @Override
  public synchronized Session start(String profile, Principal owner, SessionTerms terms) {
    Instant now = Instant.now();
    Session session =
        new Session(
            SessionId.random(),
            owner,
            profile,
            "local",
            terms,
            new SessionState.Starting("driver"),
            now,
            now);
    sessions.put(session.id(), session);
    return session;
  }

  private void become(SessionId id, SessionState state) {
    Session changed;
    synchronized (this) {
      Session old = sessions.get(id);
      changed =
          new Session(
              id,
              old.owner(),
              old.profile(),
              old.launcher(),
              old.terms(),
              state,
              old.createdAt(),
              Instant.now());
      sessions.put(id, changed);
    }
    listeners.forEach(listener -> listener.changed(changed));
  }

  @Override
  public synchronized Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized List<Session> live() {
    return sessions.values().stream().filter(session -> !session.state().ended()).toList();
  }

  @Override
  public CompletionStage<Void> stop(SessionId id, String reason) {
    become(id, new SessionState.Stopped(reason));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public TeamUsage usage(TeamName team) {
    return new TeamUsage(live().size(), 0, 0, 0, BigDecimal.ZERO, 0);
  }

  @Override
  public boolean mayDial(SessionId id, String token) {
    return true;
  }

  @Override
  public Optional<String> offerToken(SessionId id) {
    return Optional.of("the-next-token");
  }

  @Override
  public void tokenKept(SessionId id, String hash) {}

  @Override
  public void driverReady(SessionId id) {
    become(id, new SessionState.Ready("driver"));
  }

  @Override
  public void driverFailed(SessionId id, String reason) {
    become(id, new SessionState.Failed(reason));
  }

  @Override
  public Optional<String> logTail(SessionId id, int lines) {
    return Optional.of("INFO started with spark.hadoop.fs.s3a.secret.key=hunter2 done");
  }

  @Override
  public void addListener(SessionListener listener) {
    listeners.add(listener);
  }
}
