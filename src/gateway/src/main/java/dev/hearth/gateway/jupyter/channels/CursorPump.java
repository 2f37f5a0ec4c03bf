package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.JournalItem;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Carries a kernel's messages from the journal to one client: reads a small batch, writes it, and
 * reads on when the write has completed. So a client that does not read keeps one batch in memory
 * and no more, and the kernel, which only appends to the journal, never waits.
 *
 * <p><b>What a client has.</b> A write that completed has reached the operating system, not the
 * client. So before a frame goes a WebSocket ping with the frame's number. Every WebSocket library
 * answers pings while it reads; one that has answered is about to read the frame that stands right
 * behind the ping, mostly in the same segment. So the pong confirms everything up to and including
 * that frame, and a client that leaves right after reading a frame does not get it again. Behind
 * the frame, the ping would often find the client gone, and it would get the frame twice. Only a
 * frame that fills several segments is followed by its ping: there, much can break between the two,
 * and twice is better than never.
 *
 * <p>A client that is far behind gets one ping per batch, before its last frame, which saves about
 * a quarter of the cost of a flood. If it leaves in the middle of such a batch, it gets what it had
 * read of the batch twice: at most {@link #MOST_FRAMES} messages, and none is lost.
 *
 * <p>Threads: one run at a time on the executor, handed on by {@link #state}; the fields that are
 * not shared belong to it. {@link #wake}, {@link #aside} and {@link #drained} come from any thread.
 */
final class CursorPump {
  static final int MOST_FRAMES = 16;
  static final int MOST_BYTES = 64 * 1024;

  /** Larger frames may arrive in parts. */
  static final int SMALL_FRAME = 16 * 1024;

  /** So many full batches one after the other make a flood. */
  private static final int FLOOD = 2;

  /** So much may wait for a client that sends and does not read. */
  private static final int MOST_ASIDES = 256;

  private enum State {
    RESTING,
    RUNNING,
    /** Running, and something may have come since it last looked. */
    WOKEN
  }

  private final Cursor cursor;
  private final Outgoing outgoing;
  private final ClientSocket socket;
  private final Executor executor;
  private final Consumer<Throwable> failed;

  private final AtomicReference<State> state = new AtomicReference<>(State.RESTING);
  private final Queue<ByteBuffer> asides = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asideCount = new AtomicInteger();
  private final Queue<CompletableFuture<Void>> waitingForRest = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;
  private volatile long delivered;

  /** Read from the journal and not yet sent. */
  private final Deque<JournalItem> read = new ArrayDeque<>();

  private int fullInARow;

  /**
   * @param failed told once if the client or the journal cannot be used any more
   */
  CursorPump(
      Cursor cursor,
      Outgoing outgoing,
      ClientSocket socket,
      Executor executor,
      Consumer<Throwable> failed) {
    this.cursor = cursor;
    this.outgoing = outgoing;
    this.socket = socket;
    this.executor = executor;
    this.failed = failed;
    this.delivered = cursor.position();
  }

  /** Something may be there to send. */
  void wake() {
    State now = state.get();
    while (now != State.WOKEN) {
      // Only from the state that was seen: a run that comes to rest meanwhile would not look again.
      if (now == State.RESTING && state.compareAndSet(now, State.RUNNING)) {
        executor.execute(this::run);
        return;
      }
      if (now == State.RUNNING && state.compareAndSet(now, State.WOKEN)) {
        return;
      }
      now = state.get();
    }
  }

  /**
   * Sends a message that is for this client alone and stands in no journal, before what is still to
   * be read.
   *
   * @return false if too many wait already
   */
  boolean aside(ByteBuffer v1Frame) {
    if (asideCount.incrementAndGet() > MOST_ASIDES) {
      asideCount.decrementAndGet();
      return false;
    }
    asides.add(v1Frame);
    wake();
    return true;
  }

  /** Completes when everything that is there by then has been written, or the pump was closed. */
  CompletableFuture<Void> drained() {
    CompletableFuture<Void> rest = new CompletableFuture<>();
    waitingForRest.add(rest);
    wake();
    if (closed) {
      rest.complete(null);
    }
    return rest;
  }

  /** The number up to which everything was written. */
  long delivered() {
    return delivered;
  }

  void close() {
    closed = true;
    rested();
  }

  private void run() {
    if (closed) {
      return;
    }
    state.set(State.RUNNING);
    try {
      Batch batch = next();
      if (!batch.frames.isEmpty()) {
        write(batch).whenComplete((written, failure) -> written(batch, failure));
      } else if (batch.number > 0) {
        delivered = batch.number;
        executor.execute(this::run); // nothing of it was for this client
      } else {
        rested();
        rest();
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void rest() {
    if (!state.compareAndSet(State.RUNNING, State.RESTING)) {
      executor.execute(this::run);
    }
  }

  private void written(Batch batch, Throwable failure) {
    if (failure != null) {
      fail(failure);
      return;
    }
    delivered = Math.max(delivered, batch.number);
    executor.execute(this::run);
  }

  private void fail(Throwable failure) {
    close();
    failed.accept(failure);
  }

  private void rested() {
    for (CompletableFuture<Void> rest = waitingForRest.poll();
        rest != null;
        rest = waitingForRest.poll()) {
      rest.complete(null);
    }
  }

  /**
   * Some frames, with the number of each frame's item, 0 for an aside; {@code number} is that of
   * the last item which they cover, 0 for none.
   */
  private static final class Batch {
    private final List<OutFrame> frames = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private long number;
    private int bytes;

    void add(OutFrame frame, long itemNumber) {
      frames.add(frame);
      numbers.add(itemNumber);
      bytes += frame.size();
    }

    boolean full() {
      return frames.size() >= MOST_FRAMES || bytes >= MOST_BYTES;
    }
  }

  private Batch next() {
    Batch batch = new Batch();
    for (ByteBuffer aside = asides.poll(); aside != null; aside = asides.poll()) {
      asideCount.decrementAndGet();
      batch.add(outgoing.frame(aside), 0);
      if (batch.full()) {
        return batch;
      }
    }
    if (read.isEmpty()) {
      read.addAll(cursor.read(MOST_BYTES));
    }
    while (!read.isEmpty() && !batch.full()) {
      JournalItem item = read.poll();
      batch.number = item.number();
      for (OutFrame frame : outgoing.frames(item)) {
        batch.add(frame, item.number());
      }
    }
    return batch;
  }

  /** Completes with the last write, which is the last to complete. */
  private CompletionStage<Void> write(Batch batch) {
    fullInARow = batch.full() ? fullInARow + 1 : 0;
    int firstToConfirm = fullInARow >= FLOOD ? batch.frames.size() - 1 : 0;
    CompletionStage<Void> writing = null;
    for (int i = 0; i < batch.frames.size(); i++) {
      writing =
          i < firstToConfirm || batch.numbers.get(i) == 0
              ? socket.send(batch.frames.get(i))
              : sendConfirmed(batch.frames.get(i), batch.numbers.get(i));
    }
    return writing;
  }

  private CompletionStage<Void> sendConfirmed(OutFrame frame, long itemNumber) {
    byte[] ping = PingNumber.encode(itemNumber);
    if (frame.size() > SMALL_FRAME) {
      socket.send(frame);
      return socket.ping(ping);
    }
    socket.ping(ping);
    return socket.send(frame);
  }
}
