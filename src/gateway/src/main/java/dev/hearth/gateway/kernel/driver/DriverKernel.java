package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.KernelStatus;
import dev.hearth.gateway.kernel.journal.Inbox;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.Hello.HostedKernel;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Voice;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A kernel in a session driver. Requests go into the ledger and, while a wire is attached, to the
 * driver; what the driver sends goes into the journal. Between the two this class keeps what must
 * be known when either side is away: the state, the unfinished requests, the steps of the start.
 *
 * <p>Clients' threads call {@link #submit} and the like, the link's threads {@link #attach}, {@link
 * #output} and {@link #detach}, the sessions' threads {@link #step}, {@link #ready} and {@link
 * #die}; the lock {@code this} guards all fields. Listeners are called outside of it.
 */
final class DriverKernel implements Kernel {
  /** More requests than this may not wait; a client that sends so many has gone wild. */
  private static final int MOST_UNFINISHED = 10_000;

  private final KernelId id;
  private final KernelSpec spec;
  private final Principal owner;
  private final Journal journal;
  private final RequestLedger ledger;
  private final Voice voice;
  private final GivenUp givenUp;
  private final KernelLife life;
  private final Lifeline lifeline;
  private final List<Runnable> stateListeners = new CopyOnWriteArrayList<>();

  private Optional<SessionId> session = Optional.empty();
  private volatile boolean shared;
  private boolean wasPrivate;
  private DriverWire wire;
  private boolean opened;
  private volatile String kernelSession = UUID.randomUUID().toString();
  private byte[] kernelInfo;

  /** What a kernel asks of the engine. */
  interface Lifeline {
    /** Starts a session for a kernel whose session is gone. */
    void startSession(DriverKernel kernel);

    /** The kernel shall exist no more; completes when what ran for it alone is gone. */
    CompletionStage<Void> leaveSession(DriverKernel kernel, String reason);
  }

  DriverKernel(
      KernelId id,
      KernelSpec spec,
      Principal owner,
      Journal journal,
      Inbox inbox,
      byte[] kernelInfo,
      Clock clock,
      Lifeline lifeline) {
    this.id = id;
    this.spec = spec;
    this.owner = owner;
    this.journal = journal;
    this.ledger = new RequestLedger(inbox, journal);
    this.voice =
        new Voice(
            () -> kernelSession,
            message -> journal.append(0, ByteBuffer.wrap(V1Frame.encode(message))));
    this.givenUp = new GivenUp(ledger, voice);
    this.kernelInfo = kernelInfo;
    this.life = new KernelLife(voice, clock);
    this.lifeline = lifeline;
  }

  // What clients ask.

  @Override
  public void submit(MessageParts request) {
    ByteBuffer frame = ByteBuffer.wrap(V1Frame.encode(request));
    synchronized (this) {
      if (life.isDead()) {
        throw new Unavailable(
            life.status().reason().orElse("This kernel is dead.")
                + " Restart the kernel to go on.");
      }
      if (ledger.size() >= MOST_UNFINISHED) {
        throw new Unavailable(
            "This kernel has "
                + MOST_UNFINISHED
                + " unfinished requests. Interrupt it or wait before sending more.");
      }
      Optional<Taken> taken = ledger.take(request, frame);
      if (taken.isEmpty()) {
        return;
      }
      life.requested(taken.get());
      if (wire != null) {
        wire.send(new LinkFrame.Request(id.value(), taken.get().number(), frame));
      }
    }
  }

  @Override
  public void interrupt() {
    synchronized (this) {
      if (life.isDead()) {
        throw new Unavailable("This kernel is dead; there is nothing to interrupt.");
      }
      if (waitsForItsDriver()) {
        givenUp.fail("Interrupted", "Interrupted before the session was ready.", Taken::execute);
        return;
      }
    }
    submit(control(new Control.InterruptRequest()));
  }

  @Override
  public CompletionStage<Void> restart() {
    boolean revive;
    synchronized (this) {
      revive = life.isDead();
      if (revive) {
        kernelSession = UUID.randomUUID().toString();
        life.revive();
      } else if (waitsForItsDriver()) {
        givenUp.fail("Aborted", "The kernel was restarted.", Taken::execute);
      }
    }
    if (revive) {
      stateChanged();
      lifeline.startSession(this);
    } else {
      submit(control(new Control.ShutdownRequest(true)));
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Whether no driver has got any of its requests yet. */
  private boolean waitsForItsDriver() {
    return life.isStarting() && !opened;
  }

  private MessageParts control(Content content) {
    return Message.of(Channel.CONTROL, kernelSession, "hearth", content).toParts();
  }

  @Override
  public CompletionStage<Void> shutdown(String reason) {
    synchronized (this) {
      if (wire != null) {
        wire.send(new LinkFrame.Close(id.value()));
        wire = null;
      }
    }
    return lifeline
        .leaveSession(this, reason)
        .thenRun(() -> die("The kernel was shut down: " + reason + "."));
  }

  // What the session and its driver do.

  /**
   * From now on this session runs the kernel.
   *
   * @param before whether its driver may have the kernel already
   */
  synchronized void joined(Session joined, boolean before) {
    session = Optional.of(joined.id());
    // What it said in a session of its user's alone stays theirs, also after a move; and nobody
    // knows
    // where a kernel was before this gateway took it up.
    shared = joined.sharedWithTeam() && !wasPrivate && !before;
    wasPrivate |= !shared;
    opened = before;
  }

  /**
   * Leaves its driver, to join another session: definitions are lost, clients stay connected.
   *
   * @param asked see {@link GivenUp#move}
   */
  void leave(Optional<GivenUp.CellAnswer> asked, String text) {
    synchronized (this) {
      if (wire != null) {
        wire.send(new LinkFrame.Close(id.value()));
        wire = null;
      }
      givenUp.move(asked, text);
      kernelSession = UUID.randomUUID().toString();
      life.move(ledger.oldestExecute());
    }
    stateChanged();
  }

  synchronized void step(String text, long atMillis) {
    life.step(text, atMillis);
  }

  /** Something has happened to its session, whether it starts or runs. */
  synchronized void news(String text, long atMillis) {
    life.news(text, atMillis, ledger.oldestExecute());
  }

  /** The session is ready; the kernel itself may have been before. */
  void ready(long atMillis) {
    boolean changed;
    synchronized (this) {
      changed = life.started(atMillis, runs());
    }
    if (changed) {
      stateChanged();
    }
  }

  private boolean runs() {
    return ledger.oldestExecute().isPresent();
  }

  /**
   * How the kernel shall be opened in a driver.
   *
   * @param hosted what the driver says of it, if it hosts it already
   */
  synchronized KernelOrder order(Optional<HostedKernel> hosted) {
    return new KernelOrder(
        id.value(),
        spec.language(),
        owner.user(),
        journal.lastOrigin(),
        hosted.map(HostedKernel::received).orElseGet(ledger::settled));
  }

  /** Whether the driver's kernel is an older one: it lacks requests that are settled here. */
  synchronized boolean outran(HostedKernel hosted) {
    return hosted.received() < ledger.settled();
  }

  /**
   * A driver's connection is open, and the driver knows of the kernel: everything that it has not
   * got is sent.
   */
  synchronized void attach(DriverWire attached, long received) {
    wire = attached;
    opened = true;
    for (Inbox.Entry entry : ledger.after(received)) {
      wire.send(new LinkFrame.Request(id.value(), entry.number(), entry.frame()));
    }
  }

  /** The connection is broken; the driver is expected back. */
  synchronized void detach(DriverWire detached) {
    if (wire == detached) {
      wire = null;
    }
  }

  /** The driver of a running session no longer has this kernel: it was replaced behind our back. */
  void stateLost() {
    synchronized (this) {
      if (!opened) {
        return; // it was never there
      }
      voice.stderr(
          Header.NONE,
          "The session's driver was replaced; all definitions and results are lost.\n");
      givenUp.fail(
          "KernelLost", "The session's driver was replaced while this ran.", taken -> true);
      life.lost();
    }
    stateChanged();
  }

  /** A message that the kernel emitted; on return it is in the journal. */
  void output(long number, ByteBuffer frame) {
    MessageParts parts = V1Frame.parse(frame);
    if (journal.append(number, frame) == 0) {
      return; // sent again after a broken link
    }
    Header header = parts.parseHeader();
    boolean changed = false;
    synchronized (this) {
      kernelSession = header.session();
      if (header.msgType().equals(Status.TYPE)) {
        changed = status(parts);
      } else {
        life.emitted();
        if (header.msgType().equals(KernelInfo.Reply.TYPE)) {
          kernelInfo = bytes(parts.content());
        }
      }
    }
    if (changed) {
      stateChanged();
    }
  }

  private boolean status(MessageParts parts) {
    Header parent = parts.parseParentHeader();
    if (!(Content.parse(Status.TYPE, parts.content()) instanceof Status status)) {
      return false;
    }
    if (status.executionState() == Status.ExecutionState.IDLE) {
      ledger.finish(parent.msgId());
    }
    return life.said(status, parent, runs());
  }

  /**
   * The kernel is dead: its driver has ended. Unfinished requests are answered, clients are told.
   *
   * @param reason for the user, one sentence or two
   */
  void die(String reason) {
    synchronized (this) {
      if (life.isDead()) {
        return;
      }
      wire = null;
      if (givenUp.fail("KernelDied", reason, taken -> true) == 0) {
        voice.stderr(Header.NONE, reason + "\n");
      }
      life.die(reason);
    }
    stateChanged();
  }

  // What it says of itself.

  @Override
  public KernelId id() {
    return id;
  }

  @Override
  public String spec() {
    return spec.name();
  }

  String profile() {
    return spec.profile();
  }

  @Override
  public Principal owner() {
    return owner;
  }

  @Override
  public boolean sharedWithTeam() {
    return shared;
  }

  @Override
  public synchronized Optional<SessionId> session() {
    return session;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public synchronized KernelStatus status() {
    return life.status();
  }

  @Override
  public synchronized Optional<byte[]> kernelInfo() {
    return Optional.of(kernelInfo.clone());
  }

  @Override
  public AutoCloseable onStateChange(Runnable listener) {
    stateListeners.add(listener);
    return () -> stateListeners.remove(listener);
  }

  private void stateChanged() {
    stateListeners.forEach(Runnable::run);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
