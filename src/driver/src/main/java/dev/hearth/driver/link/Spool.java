package dev.hearth.driver.link;

import dev.hearth.driver.kernel.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs of one kernel that the gateway has not acknowledged, numbered without gaps. New ones
 * go to memory while the session's share lasts, then to files; as the gateway acknowledges, memory
 * and files are freed from the old end.
 *
 * <p>The kernel's threads append, the link's thread peeks and sends, the connection's thread
 * acknowledges; this object's monitor guards all state.
 */
public final class Spool implements Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private final SpoolRoom room;
  private final Runnable whenAppended;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private long produced;
  private long acked;
  private long sent;
  private Entry peeked;
  private long dropped;
  private LongFunction<byte[]> notice;
  private boolean closed;

  /** One output and its number. */
  record Entry(long number, byte[] frame) {}

  /**
   * @param acked the number before the first output
   * @param whenAppended called, with the monitor held, after every append
   */
  Spool(SpoolRoom room, long acked, Runnable whenAppended) {
    this.room = room;
    this.produced = acked;
    this.acked = acked;
    this.sent = acked;
    this.whenAppended = whenAppended;
  }

  @Override
  public synchronized void append(byte[] frame) {
    if (!closed) {
      tellDropped();
      put(frame);
      whenAppended.run();
    }
  }

  @Override
  public synchronized void appendStream(byte[] frame, LongFunction<byte[]> noticeIfDropped) {
    if (closed) {
      return;
    }
    if (fits(frame.length)) {
      tellDropped();
      put(frame);
      whenAppended.run();
    } else {
      dropped++;
      notice = noticeIfDropped;
    }
  }

  /** The next output that this connection has not been given. */
  synchronized Optional<Entry> peek() {
    if (peeked == null && sent < produced) {
      long number = sent + 1;
      try {
        peeked = new Entry(number, segmentOf(number).read(number));
      } catch (IOException e) {
        throw new UncheckedIOException("the spool of outputs cannot be read back", e);
      }
    }
    return Optional.ofNullable(peeked);
  }

  /** A peeked output is on its way. */
  synchronized void markSent(Entry entry) {
    sent = Math.max(sent, entry.number());
    peeked = null;
  }

  /** Outputs up to the number are safe with the gateway. */
  synchronized void acknowledge(long number) {
    if (number > produced) {
      LOG.warn("The gateway acknowledged output {}, but only {} were made", number, produced);
    }
    acked = Math.max(acked, Math.min(number, produced));
    if (sent < acked) {
      sent = acked;
      peeked = null;
    }
    while (!segments.isEmpty() && segments.peekFirst().last() <= acked) {
      segments.pollFirst().close();
    }
    if (!segments.isEmpty()) {
      segments.peekFirst().release(acked);
    }
    if (dropped > 0 && fits(0)) {
      tellDropped();
      whenAppended.run();
    }
  }

  /** A new connection to a gateway that has the outputs up to the number: send all later ones. */
  synchronized void resumeAfter(long number) {
    if (number < acked) {
      LOG.warn("The gateway asks for outputs after {}, but had acknowledged {}", number, acked);
    }
    acknowledge(number);
    sent = acked;
    peeked = null;
  }

  /** The number of the newest output. */
  synchronized long produced() {
    return produced;
  }

  /** Frees everything; what is appended from now on is dropped. */
  synchronized void close() {
    closed = true;
    peeked = null;
    sent = produced;
    segments.forEach(Segment::close);
    segments.clear();
  }

  private Segment segmentOf(long number) {
    for (Segment segment : segments) {
      if (segment.last() >= number) {
        return segment;
      }
    }
    throw new IllegalStateException("output " + number + " is not in the spool");
  }

  /** Whether an output can be kept without exceeding a limit. */
  private boolean fits(int bytes) {
    return inOpenFile(bytes) ? room.hasDisk(bytes) : room.hasMemory(bytes) || room.hasDisk(bytes);
  }

  /** A file that was begun is filled first, so that memory and files do not alternate. */
  private boolean inOpenFile(int bytes) {
    return segments.peekLast() instanceof FileSegment file && file.accepts(bytes);
  }

  private void tellDropped() {
    if (dropped > 0) {
      byte[] frame = notice.apply(dropped);
      dropped = 0;
      notice = null;
      put(frame);
    }
  }

  private void put(byte[] frame) {
    if (inOpenFile(frame.length) || !room.hasMemory(frame.length)) {
      if (!putOnDisk(frame)) {
        putInMemory(frame); // beyond the share: only for what must arrive, which is little
      }
    } else {
      putInMemory(frame);
    }
    produced++;
  }

  private boolean putOnDisk(byte[] frame) {
    if (!room.hasDisk(frame.length)) {
      return false;
    }
    try {
      if (!inOpenFile(frame.length)) {
        segments.addLast(new FileSegment(room, produced + 1));
      }
      segments.peekLast().add(frame);
      return true;
    } catch (IOException e) {
      room.diskFailed(e);
      return false;
    }
  }

  private void putInMemory(byte[] frame) {
    if (!(segments.peekLast() instanceof MemorySegment)) {
      segments.addLast(new MemorySegment(room, produced + 1));
    }
    ((MemorySegment) segments.peekLast()).add(frame);
  }
}
