package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status.ExecutionState;
import dev.hearth.protocol.message.Stdin;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Jupyter kernel. Cells and comms are done in order by the current {@link Shell}; questions such
 * as completion are answered at once, on a thread of their own, also while a cell runs, and so is
 * what arrives on control. A restart replaces the shell and keeps everything else.
 */
public final class Kernel implements Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);

  private final KernelIdentity identity;
  private final KernelServices services;
  private final Outbox outbox;
  private final ExecutorService control;
  private final ExecutorService answers;
  private final RecentIds recent = new RecentIds();
  private Shell shell;
  private boolean closed;

  /** Starts the kernel, and its interpreter in the background. */
  public Kernel(KernelIdentity identity, KernelServices services, Outbox outbox) {
    this.identity = identity;
    this.services = services;
    this.outbox = outbox;
    this.control = Executors.newSingleThreadExecutor(work -> thread("hearth-control-", work));
    this.answers = Executors.newSingleThreadExecutor(work -> thread("hearth-answers-", work));
    this.shell = new Shell(identity, services, outbox);
    this.shell.start();
  }

  @Override
  public synchronized void submit(MessageParts parts) {
    Request request = Request.of(parts);
    String id = request.header().msgId();
    if (closed) {
      LOG.info("Kernel {} is shut down; request {} is dropped", identity.id(), id);
    } else if (!recent.add(id)) {
      LOG.info("Request {} came to kernel {} before and is dropped", id, identity.id());
    } else if (request.content() instanceof Control.ShutdownRequest shutdown) {
      shutDown(request, shutdown.restart());
    } else if (request.channel() == Channel.CONTROL) {
      Shell now = shell;
      control.execute(() -> answer(request, now));
    } else if (request.channel() == Channel.SHELL && request.takesTurn()) {
      shell.submit(request);
    } else if (request.channel() == Channel.SHELL) {
      Shell now = shell;
      answers.execute(() -> now.answerAside(request));
    } else if (request.channel() == Channel.STDIN && request.content() instanceof Stdin.Reply r) {
      shell.input(r.value());
    } else {
      LOG.info("Kernel {} takes no {} messages", identity.id(), request.channel().wireName());
    }
  }

  /** What comes after a restart was asked for is for the new shell, which begins later. */
  private void shutDown(Request request, boolean restart) {
    Shell old = shell;
    if (restart) {
      Shell next = new Shell(identity, services, outbox);
      shell = next;
      control.execute(
          () -> {
            end(old, request, restart);
            next.start();
          });
    } else {
      closed = true;
      control.execute(() -> end(old, request, restart));
      control.shutdown();
      answers.shutdown();
    }
  }

  private void end(Shell old, Request request, boolean restart) {
    Publisher publisher = old.publisher();
    publisher.status(request.origin(), ExecutionState.BUSY);
    old.retire().join();
    Content reply = new Control.ShutdownReply(restart);
    publisher.publish(request.origin(), request.channel(), reply);
    publisher.broadcast(request.origin(), reply);
    publisher.status(request.origin(), ExecutionState.IDLE);
    publisher.close();
  }

  private static void answer(Request request, Shell of) {
    if (request.content() instanceof Control.InterruptRequest) {
      of.aside(
          request,
          () -> {
            of.interrupt();
            of.publisher()
                .publish(request.origin(), request.channel(), new Control.InterruptReply());
          });
    } else {
      of.answerAside(request);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      control.shutdown();
      answers.shutdown();
    }
    shell.publisher().close();
    shell.retire();
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name + identity.id());
    thread.setDaemon(true);
    return thread;
  }
}
