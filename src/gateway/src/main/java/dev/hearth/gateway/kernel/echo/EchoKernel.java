package dev.hearth.gateway.kernel.echo;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelStatus;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.RunningRequest;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stdin;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A kernel that answers with what it is told.
 *
 * <p>Cells and comm messages run one after another on the kernel's own thread, which exists only
 * while there is something to run. Questions such as completion, control requests, what the user
 * replies, interrupt, restart and shutdown come on their caller's thread: {@code lock} guards the
 * order in which requests are numbered and queued; {@code running}, {@code interpreter} and {@code
 * abortUpTo} are volatile and written by whoever changes them.
 */
final class EchoKernel implements Kernel {
  private static final int MOST_QUEUED = 10_000;
  private static final int REMEMBERED_IDS = 10_000;
  private static final long THREAD_KEPT_SECONDS = 10;

  private final KernelId id;
  private final String spec;
  private final Principal owner;
  private final Journal journal;
  private final EchoState state;
  private final ThreadPoolExecutor thread;
  private final Object lock = new Object();
  private final Set<String> taken = Collections.newSetFromMap(new RecentIds());
  private long lastNumber;
  private volatile long abortUpTo;
  private volatile EchoCell running;
  private volatile EchoInterpreter interpreter = new EchoInterpreter();

  EchoKernel(KernelId id, String spec, Principal owner, Journal journal, Clock clock) {
    this.id = id;
    this.spec = spec;
    this.owner = owner;
    this.journal = journal;
    this.state = new EchoState(clock);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_KEPT_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_QUEUED),
            task -> new Thread(task, "echo-kernel-" + id));
    this.thread.allowCoreThreadTimeOut(true);
  }

  /** Bounded, oldest forgotten first. */
  private static final class RecentIds extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED_IDS;
    }
  }

  /** Its first words. */
  void begin() {
    thread.execute(this::introduce);
  }

  /** Its first words after the process in which it lived before has ended. */
  void beginAgain() {
    RunningRequest.at(journal, journal.lastNumber()).ifPresent(this::closeLost);
    KernelVoice voice = interpreter.voice();
    journal.append(0, voice.status(ExecutionState.RESTARTING, KernelVoice.NO_PARENT));
    journal.append(
        0,
        voice.stderr(
            "The gateway was restarted, and this echo kernel with it: what it was running or had"
                + " queued is lost, and its counter starts again.\n",
            KernelVoice.NO_PARENT));
    begin();
  }

  /** So that the client that waits for this request learns that nothing more will come. */
  private void closeLost(RunningRequest lost) {
    KernelVoice voice = interpreter.voice();
    String type = lost.header().msgType().replace("_request", "_reply");
    Content reply =
        new FailedReply(
            type, "KernelRestarted", "The gateway was restarted while this ran.", List.of());
    journal.append(0, voice.say(Channel.SHELL, reply, lost.headerBytes()));
    journal.append(0, voice.status(ExecutionState.IDLE, lost.headerBytes()));
  }

  private void introduce() {
    KernelVoice voice = interpreter.voice();
    journal.append(0, voice.status(ExecutionState.STARTING, KernelVoice.NO_PARENT));
    state.become(ExecutionState.IDLE);
    journal.append(0, voice.status(ExecutionState.IDLE, KernelVoice.NO_PARENT));
  }

  @Override
  public void submit(MessageParts message) {
    Header header = message.parseHeader();
    synchronized (lock) {
      requireAlive();
      if (taken.contains(header.msgId())) {
        return;
      }
      EchoRequest request = EchoRequest.of(message, header, lastNumber + 1);
      accept(request);
      lastNumber++;
      taken.add(header.msgId());
    }
  }

  private void accept(EchoRequest request) {
    switch (request.channel()) {
      case SHELL:
        if (EchoInterpreter.isQuestion(request.content())) {
          answerBeside(request);
        } else {
          enqueue(() -> run(request));
        }
        break;
      case CONTROL:
        control(request);
        break;
      case STDIN:
        answer(request);
        break;
      default:
        throw new InvalidRequest(
            "Clients send on shell, control and stdin; iopub is the kernel's.");
    }
  }

  private void enqueue(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      throw new Unavailable(
          "This kernel has " + MOST_QUEUED + " requests waiting. Wait until it has run some.", e);
    }
  }

  private void answer(EchoRequest request) {
    EchoCell cell = running;
    if (cell != null && request.content() instanceof Stdin.Reply reply) {
      cell.answer(reply.value());
    }
  }

  /**
   * At once, also while a cell runs. Clients take the last status that they have heard for the
   * kernel's, so the running cell then says once more that it runs. Under the lock, or it might say
   * so after its end.
   */
  private void answerBeside(EchoRequest request) {
    KernelVoice voice = interpreter.voice();
    EchoCell answer = new EchoCell(journal, voice, request.headerBytes());
    journal.append(0, voice.status(ExecutionState.BUSY, request.headerBytes()));
    EchoInterpreter.answer(request.content(), answer);
    journal.append(0, voice.status(ExecutionState.IDLE, request.headerBytes()));
    if (request.content() instanceof Complete.Request
        || request.content() instanceof Inspect.Request) {
      state.become(state.status().state()); // users ask for these; clients poll the others
    }
    EchoCell cell = running;
    if (cell != null) {
      cell.publish(new Status(Status.ExecutionState.BUSY));
    }
  }

  private void run(EchoRequest request) {
    EchoInterpreter present = interpreter;
    EchoCell cell = new EchoCell(journal, present.voice(), request.headerBytes());
    running = cell;
    state.become(ExecutionState.BUSY);
    journal.append(0, present.voice().status(ExecutionState.BUSY, request.headerBytes()));
    if (request.content() instanceof Execute.Request && request.number() <= abortUpTo) {
      cell.reply(Channel.SHELL, EchoInterpreter.aborted(request.content()));
    } else if (present.handle(request.content(), cell) == EchoInterpreter.Outcome.ABORTS_THE_REST) {
      abortWaiting();
    }
    synchronized (lock) {
      running = null;
      state.become(ExecutionState.IDLE);
      journal.append(0, present.voice().status(ExecutionState.IDLE, request.headerBytes()));
    }
  }

  /** All that has come until now, and not what comes after: its sender knows of the failure. */
  private void abortWaiting() {
    synchronized (lock) {
      abortUpTo = lastNumber;
    }
  }

  private void control(EchoRequest request) {
    KernelVoice voice = interpreter.voice();
    EchoCell cell = new EchoCell(journal, voice, request.headerBytes());
    journal.append(0, voice.status(ExecutionState.BUSY, request.headerBytes()));
    if (request.content() instanceof Control.InterruptRequest) {
      interrupt();
      cell.reply(Channel.CONTROL, new Control.InterruptReply());
    } else if (request.content() instanceof Control.ShutdownRequest shutdown) {
      cell.reply(Channel.CONTROL, new Control.ShutdownReply(shutdown.restart()));
      cell.publish(new Control.ShutdownReply(shutdown.restart()));
    } else if (request.content() instanceof KernelInfo.Request) {
      cell.reply(Channel.CONTROL, EchoInterpreter.kernelInfo());
    } else {
      cell.reply(
          Channel.CONTROL,
          new FailedReply(
              request.header().msgType().replace("_request", "_reply"),
              "NotSupported",
              "Echo kernels do not know this kind of request.",
              List.of()));
    }
    journal.append(0, voice.status(ExecutionState.IDLE, request.headerBytes()));
    if (request.content() instanceof Control.ShutdownRequest shutdown) {
      if (shutdown.restart()) {
        restart();
      } else {
        die("A client has shut this kernel down.");
      }
    }
  }

  @Override
  public void interrupt() {
    EchoCell cell = running;
    if (cell != null) {
      cell.stop();
    }
  }

  @Override
  public CompletionStage<Void> restart() {
    CompletableFuture<Void> restarted = new CompletableFuture<>();
    synchronized (lock) {
      state.become(ExecutionState.RESTARTING);
      abortWaiting();
      interrupt();
      enqueue(
          () -> {
            interpreter = new EchoInterpreter();
            introduce();
            restarted.complete(null);
          });
    }
    return restarted;
  }

  @Override
  public CompletionStage<Void> shutdown(String reason) {
    synchronized (lock) {
      if (thread.isShutdown()) {
        return CompletableFuture.completedFuture(null);
      }
      CompletionStage<Void> dead = die("This kernel was " + reason + ".");
      thread.shutdown();
      return dead;
    }
  }

  private CompletionStage<Void> die(String reason) {
    CompletableFuture<Void> dead = new CompletableFuture<>();
    synchronized (lock) {
      abortWaiting();
      interrupt();
      enqueue(
          () -> {
            state.become(ExecutionState.DEAD, Optional.of(reason));
            KernelVoice voice = interpreter.voice();
            journal.append(0, voice.status(ExecutionState.DEAD, KernelVoice.NO_PARENT));
            dead.complete(null);
          });
    }
    return dead;
  }

  private void requireAlive() {
    if (state.status().state() == ExecutionState.DEAD) {
      throw new Unavailable(
          state.status().reason().orElse("This kernel is dead.") + " Restart it to go on.");
    }
  }

  @Override
  public KernelId id() {
    return id;
  }

  @Override
  public String spec() {
    return spec;
  }

  @Override
  public Principal owner() {
    return owner;
  }

  @Override
  public boolean sharedWithTeam() {
    return false;
  }

  @Override
  public Optional<SessionId> session() {
    return Optional.empty();
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public KernelStatus status() {
    return state.status();
  }

  @Override
  public Optional<byte[]> kernelInfo() {
    return Optional.of(Json.write(EchoInterpreter.kernelInfo()));
  }

  @Override
  public AutoCloseable onStateChange(Runnable listener) {
    return state.onChange(listener);
  }
}
