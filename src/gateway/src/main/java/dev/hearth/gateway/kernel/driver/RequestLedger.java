package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Inbox;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The requests of a kernel from the moment they are taken until the kernel was idle after them. The
 * inbox keeps them on disk, so that a gateway that starts again knows which cell is running and
 * which still have to be sent.
 *
 * <p>Not thread-safe; its kernel's lock guards it.
 */
final class RequestLedger {
  private static final Logger LOG = Logger.getLogger(RequestLedger.class);

  /** How many ids of finished requests are remembered, to ignore what a client sends twice. */
  private static final int REMEMBERED = 2_048;

  /** So many messages of an earlier process are searched for replies. */
  private static final long LOOKED_BACK = 20_000;

  private static final int BYTES_PER_READ = 1 << 20;

  private final Inbox inbox;
  private final Map<String, Taken> unfinished = new LinkedHashMap<>();
  private final Set<String> finished = new LinkedHashSet<>();

  /**
   * @param journal tells which requests an earlier gateway process has seen finished
   */
  RequestLedger(Inbox inbox, Journal journal) {
    this.inbox = inbox;
    replied(journal).forEach(this::forget);
    for (Inbox.Entry entry : inbox.pending()) {
      remember(entry.number(), V1Frame.parse(entry.frame()));
    }
  }

  private static List<String> replied(Journal journal) {
    List<String> requests = new ArrayList<>();
    Cursor cursor =
        journal.after(Math.max(journal.firstNumber() - 1, journal.lastNumber() - LOOKED_BACK));
    for (List<JournalItem> items = cursor.read(BYTES_PER_READ);
        !items.isEmpty();
        items = cursor.read(BYTES_PER_READ)) {
      items.forEach(item -> repliedTo(item).ifPresent(requests::add));
    }
    return requests;
  }

  private static Optional<String> repliedTo(JournalItem item) {
    try {
      if (item instanceof JournalItem.Entry entry) {
        MessageParts message = V1Frame.parse(entry.frame());
        boolean reply = message.channel() == Channel.SHELL || message.channel() == Channel.CONTROL;
        return reply ? Optional.of(message.peekParentHeader().msgId()) : Optional.empty();
      }
    } catch (MalformedMessageException e) {
      LOG.warnf(e, "Entry %d of a journal is damaged; it says nothing", item.number());
    }
    return Optional.empty();
  }

  private Taken remember(long number, MessageParts request) {
    Taken taken = new Taken(number, request.channel(), request.parseHeader());
    if (taken.expectsIdle()) {
      unfinished.put(taken.header().msgId(), taken);
    }
    return taken;
  }

  /** Stores a request; empty if it was taken before. */
  Optional<Taken> take(MessageParts request, ByteBuffer frame) {
    String id = request.parseHeader().msgId();
    if (unfinished.containsKey(id) || finished.contains(id)) {
      return Optional.empty();
    }
    Taken taken = remember(inbox.append(frame), request);
    if (!taken.expectsIdle()) {
      forget(id);
    }
    return Optional.of(taken);
  }

  /** The kernel was idle after the request with that id. */
  void finish(String msgId) {
    if (unfinished.remove(msgId) == null) {
      return;
    }
    forget(msgId);
    long oldest =
        unfinished.values().stream().mapToLong(Taken::number).min().orElse(inbox.lastNumber() + 1);
    if (oldest - 1 > inbox.settled()) {
      inbox.settle(oldest - 1);
    }
  }

  private void forget(String msgId) {
    finished.add(msgId);
    if (finished.size() > REMEMBERED) {
      finished.remove(finished.iterator().next());
    }
  }

  /** Requests that will never be finished by the kernel; they are settled. In order. */
  List<Taken> giveUp() {
    List<Taken> given = List.copyOf(unfinished.values());
    given.forEach(taken -> forget(taken.header().msgId()));
    unfinished.clear();
    if (inbox.lastNumber() > inbox.settled()) {
      inbox.settle(inbox.lastNumber());
    }
    return given;
  }

  /** Stores a request anew that was given up with the others. */
  void keep(MessageParts request, ByteBuffer frame) {
    finished.remove(request.parseHeader().msgId());
    take(request, frame);
  }

  int size() {
    return unfinished.size();
  }

  Optional<Taken> oldestExecute() {
    return unfinished.values().stream().filter(Taken::execute).findFirst();
  }

  /** The stored requests above a number, in order. */
  List<Inbox.Entry> after(long number) {
    List<Inbox.Entry> entries = new ArrayList<>();
    for (Inbox.Entry entry : inbox.pending()) {
      if (entry.number() > number) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Up to this number nothing is left to do. */
  long settled() {
    return inbox.settled();
  }
}
