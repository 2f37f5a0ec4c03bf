package dev.hearth.driver.link;

import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.Hello;
import dev.hearth.protocol.link.KernelCall;
import dev.hearth.protocol.link.LinkFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens over one connection: greeting and welcome, then outputs, calls and the driver's
 * state one way, and requests, orders, answers and acknowledgements the other. {@link #run} is the
 * link's thread, {@link #received} the connection's; what they share is volatile or guards itself,
 * and the monitor makes sure that nothing of an old connection is handled once a new one is
 * dialled.
 */
final class LinkSession implements Connection.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(LinkSession.class);

  /** Where the work of this connection comes from and how it tells the driver. */
  interface Driver {
    Hello hello();

    DriverState state();

    /** A connection has been welcomed: the gateway is there. */
    void welcomed();

    /** The gateway has given a token for the next dial. */
    void given(LinkToken token);

    /** The gateway orders the end of the session. */
    void stop(String reason);

    /** Whether the link shall end. */
    boolean ended();
  }

  private final Driver driver;
  private final HostedKernels kernels;
  private final PendingCalls calls;
  private final LinkTiming timing;
  private final Bell bell;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicReference<LinkToken> unconfirmed = new AtomicReference<>();
  private volatile Flight flight;
  private DriverState stateTold;
  private boolean over;

  LinkSession(
      Driver driver, HostedKernels kernels, PendingCalls calls, LinkTiming timing, Bell bell) {
    this.driver = driver;
    this.kernels = kernels;
    this.calls = calls;
    this.timing = timing;
    this.bell = bell;
  }

  /** Serves the connection until it breaks, which is an exception, or the link shall end. */
  void run(Connection connection) throws IOException, InterruptedException {
    Hello hello = driver.hello();
    stateTold = hello.state();
    long greetedAt = System.nanoTime();
    connection.send(new LinkFrame.Greeting(hello).encode());
    while (!driver.ended()) {
      connection.keepAlive();
      if (flight == null) {
        if (System.nanoTime() - greetedAt > timing.handshake().toNanos()) {
          throw new LinkBrokenException("the gateway did not welcome the driver");
        }
        bell.await(timing.firstRetry().toNanos());
      } else if (!sendNext(connection)) {
        bell.await(timing.ping().toNanos() / 4);
      }
    }
  }

  /** Sends one frame, if there is one that may be sent. */
  private boolean sendNext(Connection connection) throws IOException, InterruptedException {
    LinkToken kept = unconfirmed.getAndSet(null);
    if (kept != null) {
      connection.send(new LinkFrame.TokenKept(kept.hash()).encode());
      return true;
    }
    DriverState state = driver.state();
    if (state != stateTold) {
      stateTold = state;
      connection.send(new LinkFrame.State(state).encode());
      return true;
    }
    Optional<KernelCall> call = calls.nextFor(this);
    if (call.isPresent()) {
      connection.send(new LinkFrame.Call(call.get()).encode());
      return true;
    }
    return sendOutput(connection);
  }

  /** Kernels take turns, so that one that prints a lot does not keep the others waiting. */
  private boolean sendOutput(Connection connection) throws IOException, InterruptedException {
    HostedKernel[] all = kernels.all().toArray(HostedKernel[]::new);
    int first = turn.getAndIncrement() & Integer.MAX_VALUE;
    for (int i = 0; i < all.length; i++) {
      HostedKernel kernel = all[(first + i) % all.length];
      Optional<Spool.Entry> next = kernel.spool().peek();
      if (next.isPresent() && flight.admits(next.get().frame().length)) {
        Spool.Entry entry = next.get();
        flight.sent(kernel.id(), entry.number(), entry.frame().length);
        kernel.spool().markSent(entry);
        ByteBuffer frame = ByteBuffer.wrap(entry.frame());
        connection.send(new LinkFrame.Output(kernel.id(), entry.number(), frame).encode());
        if (kernels.find(kernel.id()).isEmpty()) {
          flight.forget(kernel.id()); // closed meanwhile, perhaps before it was noted as sent
        }
        return true;
      }
    }
    return false;
  }

  /** Whether the gateway has welcomed the driver on this connection. */
  boolean isWelcomed() {
    return flight != null;
  }

  /** Nothing that still comes in over this connection may change anything. */
  synchronized void over() {
    over = true;
  }

  @Override
  public synchronized void received(ByteBuffer bytes) throws IOException {
    if (over) {
      return;
    }
    LinkFrame frame = LinkFrame.parse(bytes);
    if (frame instanceof LinkFrame.Reception reception) {
      if (flight != null) {
        throw new LinkBrokenException("the gateway sent a second welcome");
      }
      kernels.become(reception.welcome().kernels());
      flight = new Flight(reception.welcome().windowBytes());
      driver.welcomed();
    } else if (flight == null) {
      throw new LinkBrokenException("the gateway sent a frame before its welcome");
    } else if (frame instanceof LinkFrame.Request request) {
      Optional<HostedKernel> kernel = kernels.find(request.kernelId());
      if (kernel.isPresent()) {
        kernel.get().request(request);
      } else {
        LOG.warn("A request came for kernel {}, which is not open here", request.kernelId());
      }
    } else if (frame instanceof LinkFrame.Ack ack) {
      kernels.find(ack.kernelId()).ifPresent(kernel -> kernel.spool().acknowledge(ack.number()));
      flight.acknowledged(ack.kernelId(), ack.number());
    } else if (frame instanceof LinkFrame.Open open) {
      kernels.open(open.kernel());
    } else if (frame instanceof LinkFrame.Close close) {
      kernels.close(close.kernelId());
      flight.forget(close.kernelId());
    } else if (frame instanceof LinkFrame.Answer answer) {
      calls.answered(answer.answer());
    } else if (frame instanceof LinkFrame.Token given) {
      LinkToken token = new LinkToken(given.secret());
      driver.given(token); // before it is confirmed: the confirmation ends the earlier one
      unconfirmed.set(token);
    } else if (frame instanceof LinkFrame.Stop stop) {
      driver.stop(stop.reason());
    } else {
      throw new LinkBrokenException("the gateway sent a frame that only drivers send");
    }
    bell.ring();
  }
}
