package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelFarewell;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelLeases;
import dev.hearth.gateway.kernel.Kernels;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The open connections of all kernels. Safe from any thread. */
@Singleton
public class Clients implements KernelFarewell {
  private static final Logger LOG = Logger.getLogger(Clients.class);

  /** So long a deleted kernel's last words may take; a client that does not read gets fewer. */
  private static final long FAREWELL_SECONDS = 2;

  private final Map<KernelId, Set<ChannelsConnection>> connections = new ConcurrentHashMap<>();
  private final KernelLeases leases;
  private final Duration pingInterval;
  private final CutOffs cutOffs = new CutOffs(Clock.systemUTC());
  private volatile boolean stopping;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "channels-heartbeat"));

  Clients(KernelLeases leases, ChannelsConfig config) {
    this.leases = leases;
    this.pingInterval = config.pingInterval();
  }

  void started(@Observes StartupEvent start, Kernels kernels) {
    kernels.addFarewell(this);
    long period = pingInterval.toMillis() / 3;
    heart.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    for (Set<ChannelsConnection> clients : connections.values()) {
      for (ChannelsConnection client : clients) {
        try {
          client.heartbeat(pingInterval);
        } catch (RuntimeException e) {
          LOG.warnf(e, "A client of kernel %s cannot be pinged", client.kernel().id());
        }
      }
    }
  }

  /**
   * Before the server closes its sockets itself, which it does with 1000: JupyterLab would not come
   * back after that.
   */
  void stopping(@Observes ShutdownDelayInitiatedEvent stop) {
    stopping = true;
    for (Set<ChannelsConnection> clients : connections.values()) {
      clients.forEach(Clients::sendAway);
    }
  }

  private static void sendAway(ChannelsConnection client) {
    client.close(CloseCode.RESTART, "gateway restarts");
  }

  void stopped(@Observes ShutdownEvent stop) {
    heart.shutdownNow();
  }

  CutOffs cutOffs() {
    return cutOffs;
  }

  /** How many connections a kernel has. */
  public int connections(KernelId kernel) {
    return of(kernel).size();
  }

  /** The other clients of a client's kernel. */
  List<ChannelsConnection> besides(ChannelsConnection client) {
    return of(client.kernel().id()).stream().filter(other -> other != client).toList();
  }

  private List<ChannelsConnection> of(KernelId kernel) {
    return List.copyOf(connections.getOrDefault(kernel, Set.of()));
  }

  /** Of two connections with the same session id the newer one counts: clients leave old ones. */
  void add(ChannelsConnection connection) {
    KernelId kernel = connection.kernel().id();
    connections.compute(
        kernel,
        (id, present) -> {
          Set<ChannelsConnection> clients =
              present == null ? ConcurrentHashMap.newKeySet() : present;
          clients.add(connection);
          leases.held(id);
          return clients;
        });
    for (ChannelsConnection other : of(kernel)) {
      if (other != connection
          && connection.session().isPresent()
          && other.session().equals(connection.session())) {
        remove(other);
        other.close(CloseCode.DONE, "replaced");
      }
    }
    if (stopping) {
      sendAway(connection);
    }
  }

  void remove(ChannelsConnection connection) {
    connections.computeIfPresent(
        connection.kernel().id(),
        (id, clients) -> {
          if (clients.remove(connection) && clients.isEmpty()) {
            leases.released(id, connection.fellSilent());
          }
          return clients.isEmpty() ? null : clients;
        });
  }

  @Override
  public CompletionStage<Void> ended(Kernel kernel) {
    List<ChannelsConnection> clients = of(kernel.id());
    return CompletableFuture.allOf(
            clients.stream()
                .map(client -> client.end().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .orTimeout(FAREWELL_SECONDS, TimeUnit.SECONDS)
        .handle(
            (told, failure) -> {
              clients.forEach(client -> client.close(CloseCode.DONE, "kernel deleted"));
              return null;
            });
  }
}
