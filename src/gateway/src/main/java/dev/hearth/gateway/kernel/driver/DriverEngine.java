package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.error.NotFound;
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
import dev.hearth.gateway.session.SessionTerms;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.Hello.HostedKernel;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.link.Welcome;
import dev.hearth.protocol.message.EarlyInfo;
import dev.hearth.protocol.message.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Kernels in session drivers: gives each a session, its own or a shared one, and joins them with
 * the connections that the drivers dial. The edge {@code link} calls {@link #connected} and the
 * like, in order per connection; sessions announce their life to this listener; clients' threads
 * start kernels.
 */
public final class DriverEngine implements KernelEngine, SessionListener {
  private static final Logger LOG = Logger.getLogger(DriverEngine.class);

  /** The variable of a kernel's start that names the session to join, by id or by name. */
  static final String SESSION_WISH = "HEARTH_SESSION";

  private final Sessions sessions;
  private final SharedSessions shared;
  private final KernelRegistry registry;
  private final Function<KernelId, Inbox> inboxes;
  private final Clock clock;
  private final long windowBytes;
  private final Map<KernelId, DriverKernel> kernels = new ConcurrentHashMap<>();
  private final Map<SessionId, DriverWire> wires = new ConcurrentHashMap<>();
  private final Map<SessionId, Instant> unusedSince = new ConcurrentHashMap<>();

  /** Held while kernels join or leave sessions, and while a driver is welcomed; never to wait. */
  private final Object seating = new Object();

  private final DriverKernel.Lifeline lifeline = new SessionLifeline();

  /**
   * @param inboxes opens the stored requests of a kernel, empty if it has none yet
   * @param windowBytes of outputs that a driver may have on their way without an acknowledgement
   */
  DriverEngine(
      Sessions sessions,
      SharedSessions shared,
      KernelRegistry registry,
      Function<KernelId, Inbox> inboxes,
      Clock clock,
      long windowBytes) {
    this.sessions = sessions;
    this.shared = shared;
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
    Optional<String> wish = Optional.ofNullable(request.env().get(SESSION_WISH));
    kernels.put(id, kernel);
    try {
      synchronized (seating) {
        seat(kernel, shared.join(kernel.profile(), kernel.owner(), wish));
      }
    } catch (RuntimeException e) {
      synchronized (seating) {
        kernels.remove(id);
        kernel.session().ifPresent(session -> endIfUnused(session, "its kernel could not start"));
      }
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
        Json.write(EarlyInfo.of(spec.language(), "Hearth: the Spark session is starting.")),
        clock,
        lifeline);
  }

  /** Gives a kernel its session, and the driver its kernel. The caller holds {@code seating}. */
  private void seat(DriverKernel kernel, Session session) {
    kernel.joined(session, false);
    registry.assign(kernel.id(), Optional.of(session.id()));
    DriverWire wire = wires.get(session.id());
    if (wire != null) {
      open(kernel, wire);
    }
    // It may have become ready, or have ended, before the kernel could be found by it.
    sessions.find(session.id()).ifPresent(this::changed);
  }

  private static void open(DriverKernel kernel, DriverWire wire) {
    KernelOrder order = kernel.order(Optional.empty());
    wire.send(new LinkFrame.Open(order));
    kernel.attach(wire, order.received());
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
      kernel.joined(session.get(), true);
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
    synchronized (seating) {
      DriverWire older = wires.put(session, wire);
      if (older != null && older != wire) {
        kernelsOf(session).forEach(kernel -> kernel.detach(older));
        older.close(1000, "replaced by a newer connection");
      }
      welcome(kernelsOf(session), session, hello, wire);
    }
    state(session, hello.state());
    LOG.debugf("Session %s: its driver is connected", session);
  }

  private void welcome(
      List<DriverKernel> present, SessionId session, Hello hello, DriverWire wire) {
    boolean running =
        sessions.find(session).map(s -> s.state() instanceof SessionState.Ready).orElse(false);
    // What left and came back while the link was down is closed there first, and opened afresh.
    List<DriverKernel> afresh =
        present.stream()
            .filter(kernel -> hosted(hello, kernel).map(kernel::outran).orElse(false))
            .toList();
    List<DriverKernel> goOn = present.stream().filter(kernel -> !afresh.contains(kernel)).toList();
    for (DriverKernel kernel : goOn) {
      if (running && hosted(hello, kernel).isEmpty()) {
        kernel.stateLost();
      }
    }
    List<KernelOrder> orders =
        goOn.stream().map(kernel -> kernel.order(hosted(hello, kernel))).toList();
    wire.send(new LinkFrame.Reception(new Welcome(orders, windowBytes)));
    for (int i = 0; i < goOn.size(); i++) {
      goOn.get(i).attach(wire, orders.get(i).received());
    }
    afresh.forEach(kernel -> open(kernel, wire));
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
      if (state.phase() == DriverState.Phase.STARTING) {
        stepped(session, step.text(), step.atMillis());
      } else {
        noticed(session, step.text(), step.atMillis());
      }
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
  public void noticed(SessionId session, String text, long atMillis) {
    kernelsOf(session).forEach(kernel -> kernel.news(text, atMillis));
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

  /** The kernels that a session has now. */
  public List<dev.hearth.gateway.kernel.Kernel> kernelsIn(SessionId session) {
    return List.copyOf(kernelsOf(session));
  }

  /**
   * Moves a kernel to another session. It keeps its id, its clients and its waiting cells; its
   * definitions are lost.
   *
   * @param target chooses or starts it, while no other kernel moves
   * @param asked the cell that asked for it, which ends well; another one that runs fails
   * @param text for the user: what happened
   */
  void move(
      KernelId id, Supplier<Session> target, Optional<GivenUp.CellAnswer> asked, String text) {
    synchronized (seating) {
      DriverKernel kernel = kernels.get(id);
      if (kernel == null) {
        throw new NotFound("There is no kernel " + id + " that runs in a session.");
      }
      Session next = target.get();
      Optional<SessionId> old = kernel.session();
      kernel.leave(asked, text);
      seat(kernel, next);
      old.filter(session -> !session.equals(next.id()))
          .ifPresent(session -> endIfUnused(session, "its last kernel went to another session"));
    }
  }

  /** Sessions whose kernels are all gone have lost their purpose: stops them. */
  public void stopUnused() {
    for (Session session : sessions.live()) {
      synchronized (seating) {
        endIfUnused(session.id(), "no kernel used it");
      }
    }
  }

  /** At once, or after a while if other kernels may come. The caller holds {@code seating}. */
  private CompletionStage<Void> endIfUnused(SessionId session, String reason) {
    if (!kernelsOf(session).isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Duration linger = sessions.find(session).map(shared::linger).orElse(Duration.ZERO);
    if (linger.isZero()) {
      return end(session, reason);
    }
    Instant since = clock.instant();
    unusedSince.put(session, since);
    CompletableFuture.delayedExecutor(linger.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> endIfUnusedSince(session, since));
    return CompletableFuture.completedFuture(null);
  }

  private void endIfUnusedSince(SessionId session, Instant since) {
    synchronized (seating) {
      // Otherwise kernels came and went meanwhile, and a later call looks after it.
      if (kernelsOf(session).isEmpty() && unusedSince.remove(session, since)) {
        end(session, "no kernel used it any more");
      }
    }
  }

  private CompletionStage<Void> end(SessionId session, String reason) {
    LOG.infof("Session %s is stopped: %s", session, reason);
    send(session, new LinkFrame.Stop(reason));
    return sessions.stop(session, reason);
  }

  /** How a kernel asks for its session, and leaves it. */
  private final class SessionLifeline implements DriverKernel.Lifeline {
    @Override
    public void startSession(DriverKernel kernel) {
      synchronized (seating) {
        SessionTerms before =
            kernel
                .session()
                .flatMap(sessions::find)
                .filter(session -> session.profile().equals(kernel.profile()))
                .map(Session::terms)
                .orElse(SessionTerms.OWN);
        seat(kernel, shared.join(kernel.profile(), kernel.owner(), before));
      }
    }

    @Override
    public CompletionStage<Void> leaveSession(DriverKernel kernel, String reason) {
      synchronized (seating) {
        kernels.remove(kernel.id());
        return kernel
            .session()
            .map(session -> endIfUnused(session, reason))
            .orElseGet(() -> CompletableFuture.completedFuture(null));
      }
    }
  }
}
