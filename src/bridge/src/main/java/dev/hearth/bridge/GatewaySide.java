package dev.hearth.bridge;

import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.JupyterApi;
import dev.hearth.client.KernelChannels;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.EarlyInfo;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Voice;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The kernel at the gateway: starts it, or takes it up again, and carries messages both ways.
 *
 * <p>While the gateway cannot be reached, whatever a client asks is answered here, with the reason,
 * so that a user reads it in the notebook and not in a log; the next cell tries again. A connection
 * that breaks later is renewed for as long as it takes; a cell that waits is told after a while.
 *
 * <p>Threads: {@link #submit} is called by the client's side and never waits; a sender connects and
 * sends in order; a receiver takes what the kernel says; a timer does what is due later.
 */
final class GatewaySide implements AutoCloseable {
  /** A gateway that is just being restarted is back by then. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

  /** What the gateway takes of a message, but for a little that is around it. */
  private static final long LARGEST_MESSAGE = (64L << 20) - 65_536;

  private static final Duration RETRY = Duration.ofMillis(200);

  /** Longer than any upgrade or night. */
  private static final Duration PATIENCE = Duration.ofDays(7);

  private static final Duration WAIT = Duration.ofSeconds(5);

  /** After so long without a gateway, a client that asks who the kernel is gets an answer here. */
  private static final long INFO_MILLIS = 1_000;

  /** Shorter breaks are not worth a word. */
  private static final long TELL_AFTER_SECONDS = 15;

  private final WantedKernel wanted;
  private final HttpClient http;
  private final Supplier<GatewayAddress> gateway;
  private final JupyterApi api;
  private final Sink toClient;
  private final Runnable gone;
  private final OpenRequests open = new OpenRequests();

  /** Questions who the kernel is that came before it was reached; who removes one answers it. */
  private final Set<String> unclaimed = ConcurrentHashMap.newKeySet();

  private final ScheduledExecutorService sender = thread("sender");
  private final ScheduledExecutorService timer = thread("timer");
  private final Voice voice;
  private volatile String kernelSession = UUID.randomUUID().toString();
  private volatile KernelChannels channels;
  private volatile Failure failure;
  private volatile boolean closed;

  /** Whether this process has started the kernel, or given it a fresh interpreter. */
  private boolean ensured;

  /** Takes messages, and waits while their readers are slow. */
  @FunctionalInterface
  interface Sink {
    void take(MessageParts message) throws InterruptedException;
  }

  /**
   * @param toClient takes what the kernel says
   * @param aside takes what is said in its name; from any thread
   * @param gone called when the kernel does not exist any more, after open requests have failed
   */
  GatewaySide(
      WantedKernel wanted,
      HttpClient http,
      Supplier<GatewayAddress> gateway,
      Sink toClient,
      Consumer<MessageParts> aside,
      Runnable gone) {
    this.wanted = wanted;
    this.http = http;
    this.gateway = gateway;
    this.api = new JupyterApi(http, gateway);
    this.toClient = toClient;
    this.gone = gone;
    this.voice = new Voice(() -> kernelSession, aside);
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "hearth-bridge-" + name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Begins to connect; messages may be submitted at once. */
  void start() {
    inTurn(this::connect);
  }

  /** In the kernel's name, with its session. */
  Voice voice() {
    return voice;
  }

  /** Does something on the sender's thread; a fault of ours ends that task and is told. */
  private void inTurn(Runnable task) {
    try {
      sender.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              faulty(e);
            }
          });
    } catch (RejectedExecutionException e) {
      Log.line("the bridge is ending; a message is dropped");
    }
  }

  private void faulty(RuntimeException fault) {
    if (!closed) {
      lost(Failure.environment("the bridge has a fault: " + fault, "", fault));
    }
  }

  /** Takes a client's message. */
  void submit(MessageParts message) {
    if (closed) {
      return;
    }
    boolean early =
        channels == null && message.peekHeader().msgType().equals(KernelInfo.Request.TYPE);
    if (early) {
      String id = message.peekHeader().msgId();
      unclaimed.add(id);
      long wait = failure == null ? INFO_MILLIS : 0;
      timer.schedule(() -> answerInfo(message, id), wait, TimeUnit.MILLISECONDS);
      inTurn(
          () -> {
            if (unclaimed.remove(id)) {
              send(message);
            }
          });
    } else {
      inTurn(() -> send(message));
    }
  }

  private void answerInfo(MessageParts message, String id) {
    if (channels == null && unclaimed.remove(id)) {
      Header header = message.parseHeader();
      voice.status(header, Status.ExecutionState.BUSY);
      String banner = "Hearth: waiting for the gateway.";
      voice.say(header, message.channel(), EarlyInfo.of(wanted.language(), banner));
      voice.status(header, Status.ExecutionState.IDLE);
    }
  }

  private void send(MessageParts message) {
    Header header;
    try {
      header = message.parseHeader();
    } catch (MalformedMessageException e) {
      Log.line("a message is dropped: " + e.getMessage());
      return;
    }
    KernelChannels present = channels;
    if (present == null) {
      // A cell is worth another attempt; what editors ask by themselves is not.
      boolean again = header.msgType().equals(Execute.Request.TYPE);
      if (again ? !connect() : failure != null) {
        refuse(header, message.channel());
        return;
      }
      present = channels;
    }
    if (size(message) > LARGEST_MESSAGE) {
      String what = "a message of " + size(message) + " bytes is too large";
      fail(
          new OpenRequests.Open(header, message.channel()),
          Failure.usage(what, "The gateway takes " + LARGEST_MESSAGE + " at most."));
      return;
    }
    if (header.msgType().endsWith("_request")) {
      open.add(header, message.channel());
    }
    // Comm messages are answered too: by busy and idle. Replies to questions are not.
    present.send(header.msgId(), message, message.channel() != Channel.STDIN);
  }

  private static long size(MessageParts message) {
    return message.content().remaining()
        + message.buffers().stream().mapToLong(ByteBuffer::remaining).sum();
  }

  private void refuse(Header header, Channel channel) {
    if (header.msgType().equals(KernelInfo.Request.TYPE)) {
      voice.status(header, Status.ExecutionState.BUSY);
      voice.say(header, channel, EarlyInfo.of(wanted.language(), "Hearth: " + text(failure)));
      voice.status(header, Status.ExecutionState.IDLE);
    } else {
      fail(new OpenRequests.Open(header, channel), failure);
    }
  }

  private void fail(OpenRequests.Open request, Failure why) {
    voice.status(request.header(), Status.ExecutionState.BUSY);
    voice.fail(request.header(), request.channel(), "HearthUnavailable", text(why));
  }

  private static String text(Failure failure) {
    return failure.fix().isEmpty()
        ? failure.getMessage()
        : failure.getMessage() + ". " + failure.fix();
  }

  /** On the sender's thread. */
  private boolean connect() {
    long deadline = System.nanoTime() + FIRST_PATIENCE.toNanos();
    try {
      while (!closed) {
        try {
          ensureKernel();
          channels = new KernelChannels(http, gateway, wanted.id(), PATIENCE, new Interruptions());
          failure = null;
          Thread receiver = new Thread(this::receive, "hearth-bridge-receiver");
          receiver.setDaemon(true);
          receiver.start();
          return true;
        } catch (Failure e) {
          if (System.nanoTime() > deadline || failure != null) {
            failure = e;
            Log.line(text(e));
            return false;
          }
        }
        TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failure = Failure.environment("the bridge is ending", "");
    return false;
  }

  /**
   * A kernel that is there already is that of a process before this one: Jupyter starts another one
   * after a restart or a crash, and its clients expect a fresh interpreter then.
   */
  private void ensureKernel() throws InterruptedException {
    boolean there = api.kernel(wanted.id()).isPresent();
    if (ensured && !there) {
      gone.run();
      throw Failure.environment("the kernel is gone", "Jupyter starts another one.");
    } else if (!there) {
      api.startKernel(wanted.id(), wanted.name(), wanted.wishes(), wanted.lease());
    } else if (!ensured) {
      api.restartKernel(wanted.id());
    }
    ensured = true;
  }

  private void receive() {
    KernelChannels mine = channels;
    try {
      while (!closed && mine == channels) {
        if (mine.next(WAIT) instanceof KernelChannels.Event.Received received) {
          MessageParts message = received.message();
          String session = message.peekHeader().session();
          kernelSession = session.isEmpty() ? kernelSession : session;
          open.answered(message);
          toClient.take(message);
        }
      }
    } catch (Failure e) {
      inTurn(() -> lost(e));
    } catch (RuntimeException e) {
      inTurn(() -> faulty(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** There is no connection, and none can be had. On the sender's thread. */
  private void lost(Failure why) {
    failure = why;
    KernelChannels old = channels;
    channels = null;
    if (old != null) {
      old.close();
    }
    if (closed) {
      return;
    }
    Log.line(text(why));
    open.drain().forEach(request -> fail(request, why));
    try {
      if (api.kernel(wanted.id()).isEmpty()) {
        gone.run();
      }
    } catch (Failure e) {
      Log.line(text(e)); // there is no gateway that could say; the next cell asks again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells a waiting cell of a break that lasts. */
  private final class Interruptions implements KernelChannels.Watcher {
    private Future<?> telling = CompletableFuture.completedFuture(null);

    @Override
    public void lost(String reason) {
      if (closed) {
        return;
      }
      Log.line("lost the connection to the gateway (" + reason + ")");
      telling =
          timer.schedule(
              () ->
                  open.running()
                      .ifPresent(
                          cell ->
                              voice.stderr(
                                  cell,
                                  "[Hearth] The gateway cannot be reached ("
                                      + reason
                                      + "). The cell runs on where its session is; its output"
                                      + " comes when the connection is back.\n")),
              TELL_AFTER_SECONDS,
              TimeUnit.SECONDS);
    }

    @Override
    public void back() {
      telling.cancel(false);
      Log.line("connected again");
    }
  }

  /** Stops the running cell. */
  void interrupt() {
    try {
      api.interruptKernel(wanted.id());
    } catch (Failure e) {
      Log.line("cannot interrupt: " + text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the kernel for good, and with it this side. If that fails, its lease ends it. */
  void delete() {
    closed = true; // that the connection ends with the kernel is no news
    try {
      api.deleteKernel(wanted.id());
    } catch (Failure e) {
      Log.line("cannot end the kernel now, the gateway will: " + text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    sender.shutdownNow();
    timer.shutdownNow();
    KernelChannels present = channels;
    if (present != null) {
      present.close();
    }
  }
}
