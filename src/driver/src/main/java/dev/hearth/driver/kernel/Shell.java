package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.AbortedReply;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status.ExecutionState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a kernel, from start to restart: takes the requests of the shell channel one after
 * another, by Jupyter's execution rules. Its own thread does everything between {@code busy} and
 * {@code idle}, and never runs user code itself, so nothing that a cell does to its thread touches
 * the protocol.
 *
 * <p>{@link #submit}, {@link #interrupt} and {@link #retire} may be called by any thread.
 */
final class Shell {
  private static final Logger LOG = LoggerFactory.getLogger(Shell.class);
  private static final String FAILURE = "KernelFailure";
  private static final ByteBuffer NO_PARENT = MessageParts.emptyObject();

  private final KernelIdentity kernel;
  private final Publisher publisher;
  private final CellRunner runner;
  private final Activity activity;
  private final Answers answers;
  private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean begun;
  private volatile boolean retired;

  // Under the monitor: the number of the newest request.
  private long submitted;

  // The shell's thread alone: executions counted, the number of the request at hand, and the last
  // one that a failure aborts.
  private int counter;
  private long current;
  private long abortedUpTo;

  /** An empty request ends the queue. */
  private record Queued(long number, Optional<Request> request) {
    boolean isCell() {
      return request.filter(r -> r.content() instanceof Execute.Request).isPresent();
    }
  }

  Shell(KernelIdentity kernel, KernelServices services, Outbox outbox) {
    this.kernel = kernel;
    String session = UUID.randomUUID().toString();
    this.publisher = new Publisher(outbox, session, kernel.user(), services.timer());
    this.runner = new CellRunner(kernel, services, publisher);
    this.activity = new Activity(publisher);
    this.answers = new Answers(services.interpreters(), runner::interpreter);
  }

  /** Begins to take requests, as soon as the interpreter is there. */
  void start() {
    Thread thread = new Thread(this::live, "hearth-kernel-" + kernel.id());
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void submit(Request request) {
    queue.add(new Queued(++submitted, Optional.of(request)));
  }

  Publisher publisher() {
    return publisher;
  }

  /** Answers a question beside the cells. Any thread. */
  void answerAside(Request request) {
    activity.aside(
        request.origin(),
        () -> {
          try {
            answers.to(request, publisher);
          } catch (RuntimeException | Error e) {
            LOG.error("Kernel {} failed at a {}", kernel.id(), request.header().msgType(), e);
            fail(request, e);
          }
        });
  }

  /** Does something of the control channel, beside the cells. */
  void aside(Request request, Runnable action) {
    activity.aside(request.origin(), action);
  }

  /** The user has answered what a cell asked. */
  void input(String value) {
    runner.reply(value);
  }

  /** Stops the cell that runs; while there is no interpreter yet, those that wait for it. */
  void interrupt() {
    if (!begun) {
      List<Queued> waiting = new ArrayList<>();
      synchronized (this) {
        queue.drainTo(waiting);
        waiting.stream().filter(queued -> !queued.isCell()).forEach(queue::add);
      }
      waiting.stream()
          .filter(Queued::isCell)
          .map(queued -> queued.request().orElseThrow())
          .forEach(request -> aside(request, () -> refuse(request)));
    }
    runner.interrupt();
  }

  private void refuse(Request request) {
    String message = "Interrupted before the kernel was ready.";
    CellOutcome.Failed failed = failure(new CellOutcome.Interrupted(message));
    publisher.broadcast(
        request.origin(), new ErrorMessage(failed.name(), message, failed.traceback()));
    reply(request.origin(), new Execute.Failed(0, failed.name(), message, failed.traceback()));
  }

  /**
   * Ends this life: stops the cell that runs and aborts what waits. What it says until then is
   * still heard.
   *
   * @return completed when all of that is said; within bounded time
   */
  CompletableFuture<Void> retire() {
    synchronized (this) {
      if (!retired) {
        retired = true;
        queue.add(new Queued(++submitted, Optional.empty()));
      }
    }
    runner.retire();
    return over;
  }

  private void live() {
    try {
      publisher.status(NO_PARENT, ExecutionState.STARTING);
      runner.prepare(); // if it fails, each cell says so
      begun = true;
      if (!retired) {
        publisher.status(NO_PARENT, ExecutionState.IDLE);
      }
      Optional<Request> request = next();
      while (request.isPresent()) {
        answer(request.get());
        request = next();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("Kernel {} has failed; it must be restarted", kernel.id(), e);
    } finally {
      runner.close();
      over.complete(null);
    }
  }

  private Optional<Request> next() {
    while (true) {
      try {
        Queued next = queue.take();
        current = next.number();
        return next.request();
      } catch (InterruptedException e) {
        LOG.warn("Kernel {} ignores an interrupt of its own thread", kernel.id());
      }
    }
  }

  private void answer(Request request) {
    activity.beginTurn(request.origin());
    try {
      if (retired) {
        abort(request);
      } else if (request.content() instanceof Execute.Request execute) {
        if (current <= abortedUpTo) {
          abort(request);
        } else {
          execute(request, execute);
        }
      } else if (request.content() instanceof Comm comm) {
        comm(request, comm);
      } else {
        answers.to(request, publisher);
      }
    } catch (RuntimeException | Error e) {
      // Ours, or memory that ran out. Whoever waits must hear of it, and the next request may work.
      LOG.error("Kernel {} failed at a {}", kernel.id(), request.header().msgType(), e);
      fail(request, e);
    } finally {
      activity.endTurn(request.origin());
    }
  }

  /** A comm has no reply that could tell of a failure: it is printed. */
  private void comm(Request request, Comm message) {
    CellOutlet outlet = new CellOutlet(publisher, request.origin(), 0, false);
    CellOutcome outcome =
        runner.run(
            outlet,
            interpreter ->
                interpreter.comm(message, request.metadata(), request.buffers(), outlet));
    if (!(outcome instanceof CellOutcome.Succeeded)) {
      String trace = String.join("\n", failure(outcome).traceback()) + "\n";
      outlet.print(CellContext.OutputStreamName.STDERR, trace);
    }
  }

  private void fail(Request request, Throwable cause) {
    String message = "The kernel could not go on with this request: " + cause;
    List<String> trace = List.of(message, "The driver's log has the details.");
    if (request.content() instanceof Execute.Request) {
      publisher.broadcast(request.origin(), new ErrorMessage(FAILURE, message, trace));
      reply(request.origin(), new Execute.Failed(counter, FAILURE, message, trace));
      return;
    }
    request
        .replyType()
        .map(type -> new FailedReply(type, FAILURE, message, trace))
        .ifPresent(reply -> publisher.publish(request.origin(), request.channel(), reply));
  }

  private void abort(Request request) {
    request
        .replyType()
        .ifPresent(
            type -> publisher.publish(request.origin(), request.channel(), new AbortedReply(type)));
  }

  private void execute(Request request, Execute.Request cell) {
    ByteBuffer origin = request.origin();
    if (cell.storeHistory()) {
      counter++;
    }
    int count = counter;
    int number = cell.storeHistory() ? count : 0;
    CellOutlet outlet = new CellOutlet(publisher, origin, number, cell.allowStdin());
    CellOutcome outcome =
        runner.run(
            outlet,
            () -> announce(origin, cell, count),
            interpreter -> interpreter.run(cell.code(), outlet));
    boolean abortRest;
    if (outcome instanceof CellOutcome.Succeeded succeeded) {
      if (!cell.silent()) {
        succeeded.value().ifPresent(value -> broadcastResult(origin, count, value));
      }
      Map<String, Object> expressions = evaluate(origin, cell.userExpressions());
      reply(origin, new Execute.Reply(count, expressions, succeeded.payload()));
      abortRest = false;
    } else {
      CellOutcome.Failed failed = failure(outcome);
      publisher.broadcast(
          origin, new ErrorMessage(failed.name(), failed.message(), failed.traceback()));
      reply(origin, new Execute.Failed(count, failed.name(), failed.message(), failed.traceback()));
      boolean stopped = outcome instanceof CellOutcome.Interrupted;
      abortRest = stopped || cell.stopOnError() && !cell.silent();
    }
    if (abortRest) {
      // All that came before the client can have known of the failure.
      synchronized (this) {
        abortedUpTo = submitted;
      }
    }
  }

  private void announce(ByteBuffer origin, Execute.Request cell, int count) {
    if (!cell.silent()) {
      publisher.broadcast(origin, new Execute.Input(cell.code(), count));
    }
  }

  private void broadcastResult(ByteBuffer origin, int count, MimeBundle value) {
    publisher.broadcast(
        origin, new Display.Result(count, WellFormed.data(value), value.metadata(), Map.of()));
  }

  private void reply(ByteBuffer origin, Execute reply) {
    publisher.publish(origin, Channel.SHELL, reply);
  }

  /** Each by itself; one that fails does not fail the cell. */
  private Map<String, Object> evaluate(ByteBuffer origin, Map<String, String> expressions) {
    Map<String, Object> results = new LinkedHashMap<>();
    expressions.forEach(
        (name, expression) -> {
          CellOutlet outlet = new CellOutlet(publisher, origin, 0, false);
          CellOutcome outcome =
              runner.run(outlet, interpreter -> interpreter.evaluate(expression, outlet));
          if (outcome instanceof CellOutcome.Succeeded succeeded) {
            MimeBundle value = succeeded.value().orElse(MimeBundle.text(""));
            results.put(
                name, Map.of("status", "ok", "data", value.data(), "metadata", value.metadata()));
          } else {
            CellOutcome.Failed failed = failure(outcome);
            results.put(
                name,
                Map.of(
                    "status", "error",
                    "ename", failed.name(),
                    "evalue", failed.message(),
                    "traceback", failed.traceback()));
          }
        });
    return results;
  }

  private static CellOutcome.Failed failure(CellOutcome outcome) {
    if (outcome instanceof CellOutcome.Interrupted interrupted) {
      return new CellOutcome.Failed(
          interrupted.name(), interrupted.message(), interrupted.traceback());
    }
    CellOutcome.Failed failed = (CellOutcome.Failed) outcome;
    return new CellOutcome.Failed(
        failed.name(), WellFormed.text(failed.message()), WellFormed.lines(failed.traceback()));
  }
}
