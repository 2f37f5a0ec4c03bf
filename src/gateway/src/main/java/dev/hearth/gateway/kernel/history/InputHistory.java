package dev.hearth.gateway.kernel.history;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.RunningRequest;
import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.HeaderPeek;
import dev.hearth.protocol.message.History;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Remembers what cells were run and answers {@code history_request}s, for all kernels. A thread of
 * its own does both, in order: a question sees all that was run before it, and a kernel never waits
 * for the database.
 */
public final class InputHistory implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(InputHistory.class);
  private static final int READ_BYTES = 1 << 20;

  /** Characters of a cell or its result; what is longer was generated, and is not worth it. */
  private static final int LONGEST = 100_000;

  private final InputTable table;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "input-history"));

  public InputHistory(InputTable table) {
    this.table = table;
  }

  /** A kernel has emitted a message; called by whoever appends it, with the frame as appended. */
  void emitted(Author author, ByteBuffer frame) {
    try {
      remember(author, frame);
    } catch (MalformedMessageException e) {
      LOG.warnf("A message cannot be read for its user's history: %s", e.getMessage());
    } catch (RejectedExecutionException e) {
      LOG.debug("The gateway stops; a cell is missing in its user's history", e);
    }
  }

  private void remember(Author author, ByteBuffer frame) {
    MessageParts message = V1Frame.parse(frame);
    if (message.channel() != Channel.IOPUB) {
      return;
    }
    HeaderPeek header = message.peekHeader();
    String request = message.peekParentHeader().msgId();
    if (header.msgType().equals(Execute.Input.TYPE)
        && Content.parse(header.msgType(), message.content()) instanceof Execute.Input input
        && input.code().length() <= LONGEST) {
      later(
          () -> table.add(author, header.session(), input.executionCount(), request, input.code()));
    } else if (header.msgType().equals(Display.Result.TYPE)
        && Content.parse(header.msgType(), message.content()) instanceof Display.Result result
        && result.data().get("text/plain") instanceof String text
        && text.length() <= LONGEST) {
      later(() -> table.output(request, text));
    }
  }

  private void later(Runnable write) {
    thread.execute(
        () -> {
          try {
            write.run();
          } catch (RuntimeException e) {
            LOG.error("A cell is missing in its user's history", e);
          }
        });
  }

  /** Answers in the kernel's name, beside what it runs. */
  void answer(Author author, Kernel kernel, ByteBuffer parent, History.Request asked) {
    thread.execute(
        () -> {
          Journal journal = kernel.journal();
          KernelVoice voice = new KernelVoice(life(journal));
          journal.append(0, voice.status(ExecutionState.BUSY, parent));
          Content reply = reply(author, voice.session(), asked);
          journal.append(0, voice.say(Channel.SHELL, reply, parent));
          journal.append(0, voice.status(ExecutionState.IDLE, parent));
          if (kernel.status().state() == ExecutionState.BUSY) {
            // Clients show the last state that they heard; the cell still runs.
            RunningRequest.at(journal, journal.lastNumber())
                .ifPresent(
                    cell ->
                        journal.append(0, voice.status(ExecutionState.BUSY, cell.headerBytes())));
          }
        });
  }

  private Content reply(Author author, String life, History.Request asked) {
    try {
      return new History.Reply(table.find(author, life, asked));
    } catch (RuntimeException e) {
      LOG.error("A history cannot be read", e);
      return new FailedReply(
          "history_reply",
          "HistoryUnavailable",
          "The history cannot be read now; the gateway's log has the details.",
          List.of());
    }
  }

  /** The session of all that the kernel says in its present life. */
  private static String life(Journal journal) {
    Cursor cursor = journal.after(journal.lastNumber() - 1);
    for (JournalItem item : cursor.read(READ_BYTES)) {
      if (item instanceof JournalItem.Entry entry) {
        try {
          return V1Frame.parse(entry.frame()).peekHeader().session();
        } catch (MalformedMessageException e) {
          LOG.warnf("The last entry of a journal is no message: %s", e.getMessage());
        }
      }
    }
    return "";
  }

  /** What was handed in is still written. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("The last cells are missing in the history: the database is too slow");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
