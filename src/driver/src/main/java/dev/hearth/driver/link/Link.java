package dev.hearth.driver.link;

import dev.hearth.protocol.link.DriverState;
import dev.hearth.protocol.link.Hello;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's link to its gateway: dials, serves the connection, dials again when it breaks, until
 * the session is over. Kernels go on meanwhile; their spools keep what could not be sent.
 *
 * <p>{@link #run} belongs to one thread, the link's. {@link #state} and {@link #close} may be
 * called by any; the fields that they change are volatile.
 */
public final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** A connection that lasted so long was a good one: after it, dialling starts quickly again. */
  private static final Duration GOOD = Duration.ofSeconds(10);

  private final LinkSettings settings;
  private final Bell bell = new Bell();
  private final UUID incarnation = UUID.randomUUID();
  private final PendingCalls calls;
  private final HostedKernels kernels;
  private final LinkTokens tokens;
  private final Backoff backoff;
  private volatile DriverState state;
  private volatile LinkEnd end;
  private volatile boolean reached = true;
  private long gatewaySeenAt = System.nanoTime();

  public Link(LinkSettings settings, KernelOpener opener, DriverState state) {
    this.settings = settings;
    this.state = state;
    this.tokens = new LinkTokens(settings.token());
    this.backoff = new Backoff(settings.timing());
    SpoolRoom room = new SpoolRoom(settings.spoolDirectory(), settings.spoolLimits());
    this.calls = new PendingCalls(settings.timing().answer(), bell);
    this.kernels = new HostedKernels(opener, room, bell, calls);
  }

  /** Tells the gateway how far the driver is, now and on every later connection. */
  public void state(DriverState newState) {
    state = newState;
    bell.ring();
  }

  /** Ends {@link #run}. */
  @Override
  public void close() {
    end(LinkEnd.Cause.CLOSED, "the driver is stopping");
  }

  /** Keeps the link up until it is over for good, and says why it is. */
  public LinkEnd run() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Link::daemon);
    HttpClient client =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(settings.timing().handshake())
            .build();
    try {
      while (end == null) {
        connectOnce(client);
        giveUpIfOrphaned();
        pause(backoff.nextNanos());
      }
      return end;
    } finally {
      kernels.all().forEach(HostedKernel::close);
      threads.shutdown();
    }
  }

  private void connectOnce(HttpClient client) throws InterruptedException {
    long dialledAt = System.nanoTime();
    LinkSession session = new LinkSession(new Ours(), kernels, calls, settings.timing(), bell);
    try (Connection connection = dial(client, session)) {
      session.run(connection);
    } catch (SessionGoneException e) {
      end(LinkEnd.Cause.GONE, e.getMessage());
    } catch (IOException e) {
      if (reached) {
        LOG.info("No link to the gateway, trying again: {}", e.getMessage());
      }
      reached = false;
    } finally {
      session.over();
    }
    if (session.isWelcomed()) {
      gatewaySeenAt = System.nanoTime();
      if (gatewaySeenAt - dialledAt > GOOD.toNanos()) {
        backoff.reset();
      }
    }
  }

  /** With the newest token; if that is refused, with the one that was good before. */
  private Connection dial(HttpClient client, LinkSession session)
      throws IOException, InterruptedException {
    SessionGoneException refused = null;
    for (LinkToken token : tokens.toTry()) {
      try {
        Connection connection =
            Connection.dial(
                client,
                settings.address().linkOf(settings.sessionId()),
                token,
                settings.timing(),
                session,
                bell);
        tokens.proved(token);
        return connection;
      } catch (SessionGoneException e) {
        refused = e;
      }
    }
    throw refused;
  }

  /** The bell also rings for what kernels print, which is no reason to dial sooner. */
  private void pause(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    long left = nanos;
    while (end == null && left > 0) {
      bell.await(left);
      left = until - System.nanoTime();
    }
  }

  private void giveUpIfOrphaned() {
    Duration orphan = settings.timing().orphan();
    if (System.nanoTime() - gatewaySeenAt > orphan.toNanos()) {
      end(LinkEnd.Cause.ORPHANED, "no gateway was reached for " + orphan);
    }
  }

  private void end(LinkEnd.Cause cause, String text) {
    synchronized (this) {
      if (end == null) {
        end = new LinkEnd(cause, text);
      }
    }
    bell.ring();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hearth-link-client");
    thread.setDaemon(true);
    return thread;
  }

  /** The driver as a connection sees it. */
  private final class Ours implements LinkSession.Driver {
    @Override
    public Hello hello() {
      return new Hello(
          Hello.PROTOCOL,
          settings.sessionId(),
          incarnation,
          ProcessHandle.current().pid(),
          kernels.standing(),
          state);
    }

    @Override
    public DriverState state() {
      return state;
    }

    @Override
    public void welcomed() {
      LOG.info("Linked to the gateway");
      reached = true;
    }

    @Override
    public void given(LinkToken token) {
      tokens.given(token);
    }

    @Override
    public void stop(String reason) {
      end(LinkEnd.Cause.STOPPED, reason);
    }

    @Override
    public boolean ended() {
      return end != null;
    }
  }
}
