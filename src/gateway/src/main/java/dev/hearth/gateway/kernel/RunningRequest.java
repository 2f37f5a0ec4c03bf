package dev.hearth.gateway.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The request on which a kernel was working at some moment, as its journal tells: it has answered
 * {@code busy} and not yet {@code idle}. A kernel works on one shell request at a time, so there is
 * one at most.
 *
 * @param firstNumber of the request's first message in the journal, its {@code busy}
 * @param header of the request
 * @param headerBytes the same as it came
 */
public record RunningRequest(long firstNumber, Header header, ByteBuffer headerBytes) {
  /** Done one after another; all else is answered beside, and says nothing about the cell. */
  private static final Set<String> IN_TURN =
      Set.of(Execute.Request.TYPE, Comm.Open.TYPE, Comm.Msg.TYPE, Comm.Close.TYPE);

  private static final Logger LOG = Logger.getLogger(RunningRequest.class);

  private static final int ENTRIES_PER_STEP = 256;
  private static final int BYTES_PER_READ = 1 << 20;

  /**
   * Looks back from an entry of the journal: to the running request's first message or, if there is
   * none, to the end of the one before. Reads as much of the journal as the request has written.
   */
  public static Optional<RunningRequest> at(Journal journal, long number) {
    Search search = new Search();
    long last = number;
    while (last >= journal.firstNumber() && !search.over) {
      long before = Math.max(last - ENTRIES_PER_STEP, journal.firstNumber() - 1);
      search.stepBack(journal, before, last);
      last = before;
    }
    return Optional.ofNullable(search.found);
  }

  /** What was seen on the way back. For one thread. */
  private static final class Search {
    private final Set<String> finished = new HashSet<>();
    private RunningRequest found;
    private boolean over;

    void stepBack(Journal journal, long before, long last) {
      List<JournalItem.Entry> entries = new ArrayList<>();
      Cursor cursor = journal.after(before);
      while (cursor.position() < last) {
        List<JournalItem> items = cursor.read(BYTES_PER_READ);
        if (items.isEmpty()) {
          break;
        }
        for (JournalItem item : items) {
          if (item instanceof JournalItem.Entry entry && entry.number() <= last) {
            entries.add(entry);
          }
        }
      }
      for (int i = entries.size() - 1; i >= 0 && !over; i--) {
        look(entries.get(i));
      }
    }

    private void look(JournalItem.Entry entry) {
      try {
        MessageParts message = V1Frame.parse(entry.frame());
        if (message.channel() == Channel.IOPUB
            && message.parseHeader().msgType().equals("status")) {
          status(entry.number(), message, message.parseParentHeader());
        }
      } catch (MalformedMessageException e) {
        LOG.warnf("Entry %d of a journal is no message: %s", entry.number(), e.getMessage());
      }
    }

    private void status(long number, MessageParts message, Header parent) {
      JsonNode state = Json.tree(message.content(), "content").path("execution_state");
      if (parent.msgId().isEmpty()) {
        // A kernel that has just started, restarted or died works on nothing that came before.
        over = !state.asText().equals("busy");
      } else if (!IN_TURN.contains(parent.msgType())) {
        return;
      } else if (state.asText().equals("idle")) {
        finished.add(parent.msgId());
        over = true;
      } else if (state.asText().equals("busy") && isOfRunning(parent.msgId())) {
        // Not over: a cell says busy again whenever something was answered beside it.
        found = new RunningRequest(number, parent, message.parentHeader());
      }
    }

    private boolean isOfRunning(String request) {
      return found == null ? !finished.contains(request) : found.header().msgId().equals(request);
    }
  }
}
