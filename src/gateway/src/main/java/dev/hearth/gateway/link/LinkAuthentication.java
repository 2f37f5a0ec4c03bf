package dev.hearth.gateway.link;

import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.Sessions;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a driver dial if it holds the token of its session. Everything else looks like a session
 * that does not exist, which tells the driver of an ended session to leave.
 */
@ApplicationScoped
public class LinkAuthentication implements HttpUpgradeCheck {
  private static final int NOT_FOUND = 404;
  private static final String PREFIX = "/api/hearth/link/";
  private static final String SCHEME = "Bearer ";

  private final Sessions sessions;

  @Inject
  LinkAuthentication(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return endpointId.equals(LinkSocket.class.getName());
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    Optional<SessionId> session = session(context.httpRequest().path());
    String authorization = context.httpRequest().getHeader("Authorization");
    if (session.isEmpty() || authorization == null || !authorization.startsWith(SCHEME)) {
      return CheckResult.rejectUpgrade(NOT_FOUND);
    }
    String token = authorization.substring(SCHEME.length());
    return Uni.createFrom()
        .item(() -> sessions.mayDial(session.get(), token))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .map(
            may ->
                may ? CheckResult.permitUpgradeSync() : CheckResult.rejectUpgradeSync(NOT_FOUND));
  }

  private static Optional<SessionId> session(String path) {
    try {
      return Optional.of(
          new SessionId(UUID.fromString(path.substring(path.indexOf(PREFIX) + PREFIX.length()))));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return Optional.empty(); // answered like any session that does not exist
    }
  }
}
