package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.kernel.KernelEngine;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelRecord;
import dev.hearth.gateway.kernel.KernelRegistry;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.journal.Inbox;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.session.SessionListener;
import dev.hearth.gateway.session.SessionState;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.Hello.HostedKernel;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.link.Welcome;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Kernels in session drivers: starts a session for each, and joins them with the connections that
 * the drivers dial. The edge {@code link} calls {@link #connected} and the like, in order per
 * connection; sessions announce their life to this listener; clients' threads start kernels.
 */
public final class DriverEngine implements KernelEngine, SessionListener {
  private static final Logger LOG = Logger.getLogger(DriverEngine.class);

  private final Sessions sessions;
  private final KernelRegistry registry;
  private final Function<KernelId, Inbox> inboxes;
  private final Clock clock;
  private final long windowBytes;
  private final Map<KernelId, DriverKernel> kernels = new ConcurrentHashMap<>();
  private final Map<SessionId, DriverWire> wires = new ConcurrentHashMap<>();
  private final DriverKernel.Lifeline lifeline = new SessionLifeline();

  /**
   * @param inboxes opens the stored requests of a kernel, empty if it has none yet
   * @param windowBytes of outputs that a driver may have on their way without an acknowledgement
   */
  public DriverEngine(
      Sessions sessions,
      KernelRegistry registry,
      Function<KernelId, Inbox> inboxes,
      Clock clock,
      long windowBytes) {
    this.sessions = sessions;
    this.registry = registry;
    this.inboxes = inboxes;
    this.clock = clock;
    this.windowBytes = windowBytes;
    sessions.addListener(this);
  }

  @Override
  public String name() {
    return "driver";
  }

  @Override
  public DriverKernel start(StartKernel request, KernelSpec spec, KernelId id, Journal journal) {
    DriverKernel kernel = kernel(id, spec, request.principal(), journal);
    kernels.put(id, kernel);
    try {
      startSession(kernel);
    } catch (RuntimeException e) {
      kernels.remove(id);
      throw e;
    }
    return kernel;
  }

  private DriverKernel kernel(KernelId id, KernelSpec spec, Principal owner, Journal journal) {
    return new DriverKernel(
        id,
        spec,
        owner,
        journal,
        inboxes.apply(id),
        LanguageInfo.of(spec.language()),
        clock,
        lifeline);
  }

  private void startSession(DriverKernel kernel) {
    Session session = sessions.start(kernel.profile(), kernel.owner());
    kernel.joined(session.id());
    registry.assign(kernel.id(), Optional.of(session.id()));
    // It may have come and gone before the kernel could be found by its session.
    sessions.find(session.id()).ifPresent(this::changed);
  }

  @Override
  public Optional<dev.hearth.gateway.kernel.Kernel> restore(
      KernelRecord record, KernelSpec spec, Journal journal) {
    DriverKernel kernel = kernel(record.id(), spec, record.owner(), journal);
    kernels.put(record.id(), kernel);
    Optional<Session> session = record.session().flatMap(sessions::find);
    if (session.isEmpty()) {
      kernel.die("The gateway stopped before this kernel's session was started.");
    } else {
      kernel.joined(session.get().id());
      changed(session.get());
    }
    return Optional.of(kernel);
  }

  // What the link tells.

  /**
   * A driver has dialled and introduced itself. Sends the welcome, then all requests that the
   * driver has not got. An older connection of the session is closed.
   */
  public void connected(SessionId session, Hello hello, DriverWire wire) {
    DriverWire older = wires.put(session, wire);
    if (older != null && older != wire) {
      kernelsOf(session).forEach(kernel -> kernel.detach(older));
      older.close(1000, "replaced by a newer connection");
    }
    boolean running =
        sessions.find(session).map(s -> s.state() instanceof SessionState.Ready).orElse(false);
    List<DriverKernel> present = kernelsOf(session);
    for (DriverKernel kernel : present) {
      if (running && hosted(hello, kernel).isEmpty()) {
        kernel.stateLost();
      }
    }
    List<KernelOrder> orders =
        present.stream().map(kernel -> kernel.order(hosted(hello, kernel))).toList();
    wire.send(new LinkFrame.Reception(new Welcome(orders, windowBytes)));
    for (int i = 0; i < present.size(); i++) {
      present.get(i).attach(wire, orders.get(i).received());
    }
    state(session, hello.state());
    LOG.debugf("Session %s: its driver is connected", session);
  }

  private static Optional<HostedKernel> hosted(Hello hello, DriverKernel kernel) {
    return hello.kernels().stream()
        .filter(hosted -> hosted.kernelId().equals(kernel.id().value()))
        .findFirst();
  }

  /** The connection is gone; the driver is expected back, or its end will be told. */
  public void disconnected(SessionId session, DriverWire wire) {
    wires.remove(session, wire);
    kernelsOf(session).forEach(kernel -> kernel.detach(wire));
    LOG.debugf("Session %s: the link of its driver is broken", session);
  }

  /**
   * A kernel has emitted a message.
   *
   * @return whether the message is in the journal now, or need not be; false if there is no such
   *     kernel in the session
   */
  public boolean output(SessionId session, LinkFrame.Output output) {
    DriverKernel kernel = kernels.get(new KernelId(output.kernelId()));
    if (kernel == null || !kernel.session().equals(Optional.of(session))) {
      return false;
    }
    kernel.output(output.number(), output.frame());
    return true;
  }

  /** The kernel of that id, if it is in the session. */
  public Optional<dev.hearth.gateway.kernel.Kernel> kernel(SessionId session, UUID id) {
    return Optional.ofNullable(kernels.get(new KernelId(id)))
        .filter(kernel -> kernel.session().equals(Optional.of(session)))
        .map(dev.hearth.gateway.kernel.Kernel.class::cast);
  }

  /** Sends to a session's driver over its newest connection; lost if there is none. */
  public void send(SessionId session, LinkFrame frame) {
    Optional.ofNullable(wires.get(session)).ifPresent(wire -> wire.send(frame));
  }

  /** The driver's state has changed. */
  public void state(SessionId session, DriverState state) {
    for (DriverState.Step step : state.steps()) {
      stepped(session, step.text(), step.atMillis());
    }
    switch (state.phase()) {
      case READY:
        sessions.driverReady(session);
        break;
      case FAILED:
        sessions.driverFailed(session, state.failure());
        break;
      default:
        break;
    }
  }

  // What sessions tell.

  @Override
  public void stepped(SessionId session, String text, long atMillis) {
    kernelsOf(session).forEach(kernel -> kernel.step(text, atMillis));
  }

  @Override
  public void changed(Session session) {
    SessionState state = session.state();
    for (DriverKernel kernel : kernelsOf(session.id())) {
      if (state instanceof SessionState.Ready) {
        kernel.ready(clock.millis());
      } else if (state instanceof SessionState.Failed failed) {
        kernel.die(failed.reason());
      } else if (state instanceof SessionState.Stopped stopped) {
        kernel.die("The session was stopped: " + stopped.reason() + ".");
      }
    }
  }

  private List<DriverKernel> kernelsOf(SessionId session) {
    return kernels.values().stream()
        .filter(kernel -> kernel.session().equals(Optional.of(session)))
        .toList();
  }

  /** Sessions whose kernels are all gone have lost their purpose: stops them. */
  public void stopUnused() {
    for (Session session : sessions.live()) {
      if (kernelsOf(session.id()).isEmpty()) {
        LOG.infof("Session %s is stopped: no kernel uses it", session.id());
        sessions.stop(session.id(), "no kernel used it");
      }
    }
  }

  /** Sessions for kernels: one of its own for each. */
  private final class SessionLifeline implements DriverKernel.Lifeline {
    @Override
    public void startSession(DriverKernel kernel) {
      DriverEngine.this.startSession(kernel);
    }

    @Override
    public CompletionStage<Void> leaveSession(DriverKernel kernel, String reason) {
      kernels.remove(kernel.id());
      Optional<SessionId> session = kernel.session();
      if (session.isEmpty() || !kernelsOf(session.get()).isEmpty()) {
        return CompletableFuture.completedFuture(null);
      }
      DriverWire wire = wires.get(session.get());
      if (wire != null) {
        wire.send(new LinkFrame.Stop(reason));
      }
      return sessions.stop(session.get(), reason);
    }
  }
}
