package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Permissions;
import dev.hearth.gateway.team.identity.Authentication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sockets live longer than credentials: asks again and again whether those who have come in may
 * still be here, and closes the sockets of those who may not. Safe from any thread; asks on one of
 * its own.
 */
@Singleton
class AdmissionWatch {
  private static final Logger LOG = Logger.getLogger(AdmissionWatch.class);

  private final Authentication authentication;
  private final ChannelsConfig config;
  private final Map<ChannelsConnection, Caller> present = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "channels-admission"));

  AdmissionWatch(Authentication authentication, ChannelsConfig config) {
    this.authentication = authentication;
    this.config = config;
  }

  void start(@Observes StartupEvent start) {
    long period = config.recheck().toMillis();
    clock.scheduleWithFixedDelay(this::askAll, period, period, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent end) {
    clock.shutdownNow();
  }

  void admitted(ChannelsConnection connection, Caller caller) {
    present.put(connection, caller);
  }

  void left(ChannelsConnection connection) {
    present.remove(connection);
  }

  /** A scheduled task that throws would never run again. */
  private void askAll() {
    Map<Caller, Optional<Caller>> asked = new HashMap<>();
    present.forEach(
        (connection, caller) -> {
          try {
            Optional<Caller> now = asked.computeIfAbsent(caller, authentication::again);
            if (now.filter(c -> mayUse(c, connection)).isEmpty()) {
              sendAway(connection, caller);
            }
          } catch (Unavailable e) {
            LOG.warnf("Whether %s may still be here cannot be asked: %s", caller.user(), e);
          } catch (RuntimeException e) {
            LOG.errorf(e, "Whether %s may still be here cannot be told", caller.user());
          }
        });
  }

  private static boolean mayUse(Caller caller, ChannelsConnection connection) {
    return Permissions.permit(caller, Action.USE, connection.kernel());
  }

  private void sendAway(ChannelsConnection connection, Caller caller) {
    LOG.infof(
        "The socket of %s is closed: the credential is no longer good kernel=%s",
        caller.user(), connection.kernel().id());
    present.remove(connection);
    connection.close(CloseCode.NOT_ALLOWED, "your credential has expired or was revoked");
  }
}
