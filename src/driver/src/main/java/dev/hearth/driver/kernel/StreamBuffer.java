package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Joins what is printed piece by piece into {@code stream} messages, so that a loop that prints
 * does not make a message per line, and a single line is still seen at once. Text leaves when
 *
 * <ul>
 *   <li>{@link #FIRST} has passed since the first of it came, but not within {@link #BETWEEN} of
 *       the message before on that stream: what eyes do not tell apart costs one message;
 *   <li>{@link #MOST} is gathered: no message is large, and the buffer is bounded;
 *   <li>the other stream or another cell prints, or another message is due: order is kept.
 * </ul>
 *
 * Used with the monitor of its publisher held.
 */
final class StreamBuffer {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(25);

  /** Characters. */
  private static final int MOST = 32 * 1024;

  private final Object monitor;
  private final ScheduledExecutorService timer;
  private final BiConsumer<ByteBuffer, Stream> out;
  private final StringBuilder gathered = new StringBuilder();
  private final Map<Stream.Name, Long> sentAt = new EnumMap<>(Stream.Name.class);
  private ByteBuffer origin;
  private Stream.Name stream;
  private long due;
  private boolean timerSet;

  StreamBuffer(Object monitor, ScheduledExecutorService timer, BiConsumer<ByteBuffer, Stream> out) {
    this.monitor = monitor;
    this.timer = timer;
    this.out = out;
    long past = System.nanoTime() - BETWEEN;
    for (Stream.Name name : Stream.Name.values()) {
      sentAt.put(name, past);
    }
  }

  void add(ByteBuffer newOrigin, Stream.Name newStream, String text) {
    if (gathered.length() > 0 && (stream != newStream || origin != newOrigin)) {
      flush();
    }
    origin = newOrigin;
    stream = newStream;
    int from = 0;
    while (from < text.length()) {
      if (gathered.length() == 0) {
        setDue();
      }
      int to = end(text, from, MOST - gathered.length());
      append(text, from, to);
      from = to;
      if (gathered.length() >= MOST) {
        flush();
      }
    }
  }

  /** Whole texts, which most are, are copied; a part of one goes character by character. */
  private void append(String text, int from, int to) {
    if (from == 0 && to == text.length()) {
      gathered.append(text);
    } else {
      gathered.append(text, from, to);
    }
  }

  /** Where a piece of at most so many characters ends, one more if it would cut a pair. */
  private static int end(String text, int from, int most) {
    if (text.length() - from <= most) {
      return text.length();
    }
    int to = from + most;
    return Character.isHighSurrogate(text.charAt(to - 1)) ? to + 1 : to;
  }

  void flush() {
    if (gathered.length() > 0) {
      String text = gathered.toString();
      gathered.setLength(0);
      sentAt.put(stream, System.nanoTime());
      out.accept(origin, new Stream(stream, WellFormed.text(text)));
    }
  }

  private void setDue() {
    long now = System.nanoTime();
    due = now + Math.max(FIRST, sentAt.get(stream) + BETWEEN - now);
    if (!timerSet) {
      setTimer(due - now);
    }
  }

  private void setTimer(long delay) {
    timerSet = true;
    timer.schedule(this::timeIsUp, delay, TimeUnit.NANOSECONDS);
  }

  private void timeIsUp() {
    synchronized (monitor) {
      timerSet = false;
      if (gathered.length() > 0) {
        long left = due - System.nanoTime();
        if (left > 0) {
          setTimer(left); // that text has left otherwise; this is newer
        } else {
          flush();
        }
      }
    }
  }
}
