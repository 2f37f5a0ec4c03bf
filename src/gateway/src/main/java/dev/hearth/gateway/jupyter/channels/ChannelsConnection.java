package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One client on one kernel. {@link #open} and {@link #receive} are called by one thread at a time,
 * everything else by any.
 */
final class ChannelsConnection {
  private static final Logger LOG = Logger.getLogger(ChannelsConnection.class);

  private final Kernel kernel;
  private final Optional<String> session;
  private final ClientSocket socket;
  private final ReplyRouting routing = new ReplyRouting();
  private final Uplink uplink;
  private final Outgoing outgoing;
  private final Executor executor;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong confirmed = new AtomicLong();
  private volatile CursorPump pump;
  private volatile AutoCloseable appended = () -> {};
  private volatile long heardNanos = System.nanoTime();
  private volatile long pingedNanos = heardNanos;
  private volatile boolean fellSilent;

  /**
   * @param session the {@code session_id} of the socket's URL; clients without one share a position
   * @param owners further sessions whose replies are for this client
   */
  ChannelsConnection(
      Kernel kernel,
      Optional<String> session,
      Set<String> owners,
      ClientSocket socket,
      Framing framing,
      CellAudit cells,
      Executor executor) {
    this.kernel = kernel;
    this.session = session;
    this.socket = socket;
    this.executor = executor;
    this.outgoing = new Outgoing(kernel, framing, routing);
    this.uplink = new Uplink(kernel, framing, routing, cells, this::tell);
    session.ifPresent(routing::own);
    owners.forEach(routing::own);
  }

  Kernel kernel() {
    return kernel;
  }

  Optional<String> session() {
    return session;
  }

  boolean owns(String clientSession) {
    return routing.owns(clientSession);
  }

  /**
   * Starts to send: first the kernel's state, then its messages.
   *
   * @param others the kernel's other clients
   * @param cutOff whether a client without a session id has lately lost its connection
   */
  void open(Optional<String> lastSeen, List<ChannelsConnection> others, boolean cutOff) {
    Journal journal = kernel.journal();
    boolean alone = others.stream().allMatch(other -> other.session().isPresent());
    StartPosition start =
        StartPosition.find(kernel, new StartPosition.Newcomer(session, lastSeen, alone, cutOff));
    confirm(start.after());
    start.owners().stream()
        .filter(owner -> others.stream().noneMatch(other -> other.owns(owner)))
        .forEach(routing::own);
    pump = new CursorPump(journal.after(start.after()), outgoing, socket, executor, this::failed);
    tell(List.of(Voices.of(kernel).status(kernel.status().state(), MessageParts.emptyObject())));
    appended = journal.onAppend(pump::wake);
    pump.wake();
    if (closed.get()) {
      release(); // it was closed while it opened
    }
  }

  void receive(ByteBuffer frame, boolean text) {
    heardNanos = System.nanoTime();
    uplink.receive(frame, text);
  }

  /** A pong: what it confirms is remembered for the client's next connection. */
  void pong(byte[] payload) {
    heardNanos = System.nanoTime();
    PingNumber.decode(payload).ifPresent(this::confirm);
  }

  private void confirm(long number) {
    String id = session.orElse(StartPosition.SESSIONLESS);
    if (number > confirmed.get() && number <= kernel.journal().lastNumber()) {
      confirmed.set(number);
      kernel.journal().confirm(id, number);
    } else if (kernel.journal().confirmed(id).isEmpty()) {
      kernel.journal().confirm(id, number);
    }
  }

  private void tell(List<ByteBuffer> messages) {
    for (ByteBuffer message : messages) {
      if (!pump.aside(message)) {
        close(CloseCode.OVERLOAD, "answers are not read");
        return;
      }
    }
  }

  /**
   * Pings a client that has been silent for the interval, and closes one that was for three. Time
   * is counted from the last thing that was heard of it.
   */
  void heartbeat(Duration interval) {
    long now = System.nanoTime();
    if (now - heardNanos > interval.multipliedBy(3).toNanos()) {
      fellSilent = true;
      close(CloseCode.INTERNAL, "no answer to pings");
    } else if (now - pingedNanos >= interval.toNanos() && pump != null) {
      pingedNanos = now;
      socket.ping(PingNumber.encode(pump.delivered()));
    }
  }

  /** Whether it was given up because the client answered no more. */
  boolean fellSilent() {
    return fellSilent;
  }

  /** The kernel has ended for good: sends what it said last, that it is dead, and closes. */
  CompletionStage<Void> end() {
    CursorPump present = pump;
    if (present == null) {
      close(CloseCode.DONE, "kernel deleted");
      return CompletableFuture.completedFuture(null);
    }
    return present
        .drained()
        .thenCompose(
            drained -> {
              present.aside(
                  Voices.of(kernel).status(ExecutionState.DEAD, MessageParts.emptyObject()));
              return present.drained();
            })
        .thenRun(() -> close(CloseCode.DONE, "kernel deleted"));
  }

  private void failed(Throwable failure) {
    if (closed.get()) {
      return;
    }
    LOG.debugf(failure, "A client of kernel %s cannot be served any more", kernel.id());
    close(CloseCode.INTERNAL, "connection failed");
  }

  void close(int code, String reason) {
    if (release()) {
      socket.close(code, reason);
    }
  }

  /** The socket is closed, by whomever. */
  boolean release() {
    boolean first = closed.compareAndSet(false, true);
    CursorPump present = pump;
    if (present != null) {
      present.close();
    }
    try {
      appended.close();
    } catch (Exception e) {
      throw new IllegalStateException("a journal's listener cannot be removed", e);
    }
    return first;
  }
}
