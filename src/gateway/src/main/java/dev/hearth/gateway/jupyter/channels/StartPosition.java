package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.RunningRequest;
import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.frame.V1Frame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where in the journal a client begins.
 *
 * @param after it has everything up to this number
 * @param running the cell in the middle of which a new client comes, whose output it gets from the
 *     start; whoever asked for it may be gone
 */
record StartPosition(long after, Optional<RunningRequest> running) {
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
   *
   *
   * <ol>
   *   <li>A client that names the last message it has begins right after that;
   *   <li>one whose session id is known, after what it has confirmed;
   *   <li>a new one at the first message of the running cell;
   *   <li>or, if none runs, at the end.
   * </ol>
   *
   * @param session the {@code session_id} of the socket, if any
   * @param lastSeen the {@code msg_id} that the client names, if any
   * @param alone whether no other client without a session id is connected: then one that comes
   *     without one in the middle of a cell is taken for the one that left
   */
  static StartPosition find(
      Kernel kernel, Optional<String> session, Optional<String> lastSeen, boolean alone) {
    Journal journal = kernel.journal();
    // The end first: what comes after it is read from the journal, so a state that is asked for
    // later can be told twice but never missed.
    long end = journal.lastNumber();
    Optional<Long> confirmed = session.flatMap(journal::confirmed);
    OptionalLong named =
        lastSeen
            .map(id -> numberOf(journal, id, lowest(end, confirmed), end))
            .orElse(OptionalLong.empty());
    if (named.isPresent()) {
      return new StartPosition(named.getAsLong(), Optional.empty());
    }
    if (confirmed.isPresent()) {
      return new StartPosition(Math.min(confirmed.get(), end), Optional.empty());
    }
    Optional<RunningRequest> running =
        kernel.status().state() == ExecutionState.BUSY
            ? RunningRequest.at(journal, end)
            : Optional.empty();
    long left = session.isEmpty() && alone ? journal.confirmed(SESSIONLESS).orElse(0L) : 0L;
    return new StartPosition(
        running
            .map(request -> Math.min(end, Math.max(request.firstNumber() - 1, left)))
            .orElse(end),
        running);
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
