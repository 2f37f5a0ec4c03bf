package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.RunningRequest;
import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where in the journal a client begins.
 *
 * @param after it has everything up to this number
 * @param owners the sessions that have asked for what it gets now; whoever they were may be gone
 */
record StartPosition(long after, Set<String> owners) {
  /**
   * Under which clients without a session id share a position. Jupyter Server before 2.14.2 names
   * none when it passes its browsers' messages on.
   */
  static final String SESSIONLESS = "";

  private static final int ENTRIES_PER_STEP = 256;
  private static final int BYTES_PER_READ = 1 << 20;

  /** A client may be ahead of what it has confirmed, but hardly behind. */
  private static final long MARGIN = 1000;

  /** How far back a message is looked for if nothing is known of the client. */
  private static final long FARTHEST = 1_000_000;

  /**
   * What is known of a client that connects.
   *
   * @param session the {@code session_id} of the socket, if any
   * @param lastSeen the {@code msg_id} of the last message that it has, if it names one
   * @param alone whether no other client without a session id is connected: then one that comes
   *     without one in the middle of a cell is taken for the one that left
   * @param cutOff whether one without a session id has lately lost its connection: then one that
   *     comes is taken for it also between cells. If it is another one, it gets what it did not ask
   *     for, which clients ignore
   */
  record Newcomer(
      Optional<String> session, Optional<String> lastSeen, boolean alone, boolean cutOff) {}

  /**
   *
   *
   * <ol>
   *   <li>A client that names the last message it has begins right after that;
   *   <li>one whose session id is known, after what it has confirmed;
   *   <li>a new one at the first message of the running cell;
   *   <li>one without a session id that was cut off, after what it has confirmed;
   *   <li>or, if nothing of this holds, at the end.
   * </ol>
   */
  static StartPosition find(Kernel kernel, Newcomer client) {
    Optional<String> session = client.session();
    Journal journal = kernel.journal();
    // The end first: what comes after it is read from the journal, so a state that is asked for
    // later can be told twice but never missed.
    long end = journal.lastNumber();
    Optional<Long> confirmed = session.flatMap(journal::confirmed);
    OptionalLong named =
        client
            .lastSeen()
            .map(id -> numberOf(journal, id, lowest(end, confirmed), end))
            .orElse(OptionalLong.empty());
    if (named.isPresent()) {
      return new StartPosition(named.getAsLong(), Set.of());
    }
    if (confirmed.isPresent()) {
      return new StartPosition(Math.min(confirmed.get(), end), Set.of());
    }
    Optional<RunningRequest> running =
        kernel.status().state() == ExecutionState.BUSY
            ? RunningRequest.at(journal, end)
            : Optional.empty();
    Optional<Long> left =
        session.isEmpty() && client.alone() ? journal.confirmed(SESSIONLESS) : Optional.empty();
    if (running.isPresent()) {
      long before = running.get().firstNumber() - 1;
      return new StartPosition(
          Math.min(end, Math.max(before, left.orElse(0L))),
          Set.of(running.get().header().session()));
    }
    return left.filter(number -> client.cutOff() && number < end)
        .map(number -> new StartPosition(number, askers(journal, number, end)))
        .orElseGet(() -> new StartPosition(end, Set.of()));
  }

  /** The sessions to which the kernel has replied. */
  private static Set<String> askers(Journal journal, long after, long end) {
    Set<String> sessions = new HashSet<>();
    Cursor cursor = journal.after(after);
    while (cursor.position() < end) {
      List<JournalItem> items = cursor.read(BYTES_PER_READ);
      if (items.isEmpty()) {
        break;
      }
      for (JournalItem item : items) {
        if (item instanceof JournalItem.Entry entry) {
          MessageParts message = V1Frame.parse(entry.frame());
          if (message.channel() != Channel.IOPUB) {
            sessions.add(message.peekParentHeader().session());
          }
        }
      }
    }
    return sessions;
  }

  private static long lowest(long end, Optional<Long> confirmed) {
    return confirmed.map(number -> number - MARGIN).orElse(end - FARTHEST);
  }

  /** Looks back from the end for the message with that id. */
  private static OptionalLong numberOf(Journal journal, String id, long lowest, long end) {
    long first = Math.max(lowest, journal.firstNumber());
    for (long last = end; last >= first; last -= ENTRIES_PER_STEP) {
      long before = Math.max(last - ENTRIES_PER_STEP, first - 1);
      OptionalLong found = numberOf(journal.after(before), id, last);
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong numberOf(Cursor cursor, String id, long last) {
    while (cursor.position() < last) {
      List<JournalItem> items = cursor.read(BYTES_PER_READ);
      if (items.isEmpty()) {
        break;
      }
      for (JournalItem item : items) {
        if (item instanceof JournalItem.Entry entry
            && V1Frame.parse(entry.frame()).peekHeader().msgId().equals(id)) {
          return OptionalLong.of(entry.number());
        }
      }
    }
    return OptionalLong.empty();
  }
}
